package io.github.xception.bench.result;

import io.github.xception.api.spec.Precision;
import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.contender.Workload;
import java.util.ArrayList;
import java.util.List;

/** The ratios that a reader asks for. */
public final class Ratios {
  private Ratios() {}

  /**
   * Returns the share of each backend's speed in that of what is written directly against its
   * engine, and in that of each peer, at the same workload; and what bf16 gives over fp32.
   */
  public static List<Ratio> of(List<Result> results) {
    List<Ratio> ratios = new ArrayList<>();
    for (Result one : results) {
      for (Result other : results) {
        if (isAsked(one, other)) {
          ratios.add(Ratio.between(one, other));
        }
      }
    }
    return ratios;
  }

  private static boolean isAsked(Result one, Result other) {
    if (one.contender().equals(other.contender())) {
      Workload fp32 = one.workload().withPrecision(Precision.FP32);
      return one.workload().precision() == Precision.BF16 && other.workload().equals(fp32);
    }
    boolean backend =
        !one.contender().startsWith(Contender.DIRECT)
            && !one.contender().startsWith(Contender.PEER);
    boolean measure =
        other.contender().equals(Contender.DIRECT + one.contender())
            || other.contender().startsWith(Contender.PEER);
    return backend && measure && one.workload().equals(other.workload());
  }
}
