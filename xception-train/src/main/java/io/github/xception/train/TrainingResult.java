package io.github.xception.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a run ended.
 *
 * @param status {@link RunStatus#DONE} or {@link RunStatus#STOPPED}
 * @param step steps done
 * @param trainLoss mean loss over the last report; empty if the run was stopped before the first
 * @param test the newest evaluation; empty if there was none
 * @param imagesPerSecond images trained on per second, over the whole run
 * @param directory the run directory
 * @param record what {@code run.json} holds now
 */
public record TrainingResult(
    RunStatus status,
    long step,
    OptionalDouble trainLoss,
    Optional<TestMetrics> test,
    double imagesPerSecond,
    Path directory,
    JsonNode record) {}
