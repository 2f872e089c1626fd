package io.github.xception.train;

import io.github.xception.api.backend.BackendInfo;
import java.nio.file.Path;

/**
 * How a run begins.
 *
 * @param directory the run directory
 * @param backend what computes
 * @param step steps done before: 0 unless the run resumes
 * @param steps steps of the whole run
 * @param stepsPerEpoch steps that make up one epoch
 * @param batch images per step
 */
public record RunStart(
    Path directory, BackendInfo backend, long step, long steps, int stepsPerEpoch, int batch) {}
