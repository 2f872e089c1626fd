package io.github.xception.tfjava;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_CloseSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListMemoryBytes;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/**
 * A device that TensorFlow can compute on. The Java API does not list them, its C library does.
 *
 * @param name for example {@code /job:localhost/replica:0/task:0/device:GPU:0}
 * @param type {@code CPU} or {@code GPU}
 * @param memoryBytes memory that it may use
 */
record PhysicalDevice(String name, String type, long memoryBytes) {
  /** Lists the devices that a session with these settings sees. */
  static List<PhysicalDevice> list(ConfigProto config) {
    try (PointerScope scope = new PointerScope()) {
      byte[] bytes = config.toByteArray();
      TF_Status status = TF_Status.newStatus();
      TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
      TF_SetConfig(options, new BytePointer(bytes), bytes.length, status);
      status.throwExceptionIfNotOK();
      TF_Session session = TF_Session.newSession(TF_Graph.newGraph(), options, status);
      status.throwExceptionIfNotOK();
      TF_DeviceList found = TF_SessionListDevices(session, status);
      status.throwExceptionIfNotOK();
      try {
        List<PhysicalDevice> devices = new ArrayList<>();
        for (int i = 0; i < TF_DeviceListCount(found); i++) {
          devices.add(
              new PhysicalDevice(
                  TF_DeviceListName(found, i, status).getString(),
                  TF_DeviceListType(found, i, status).getString(),
                  TF_DeviceListMemoryBytes(found, i, status)));
        }
        return devices;
      } finally {
        TF_DeleteDeviceList(found);
        TF_CloseSession(session, status);
      }
    }
  }

  boolean isGpu() {
    return type.equals("GPU");
  }

  /** Describes the device. */
  String describe(int threads) {
    String number = name.substring(name.lastIndexOf(':') + 1);
    return isGpu()
        ? "gpu:" + number + ": " + (memoryBytes >> 20) + " MiB"
        : "cpu: " + threads + " threads";
  }
}
