package io.github.xception.train.report;

import io.github.xception.api.backend.BackendInfo;
import io.github.xception.train.survey.Survey;

/**
 * What a checkpoint makes of the images held out.
 *
 * @param survey the images
 * @param step the number of training steps before the checkpoint
 * @param averaged whether the weights are those averaged over the steps
 * @param backend what computed
 */
public record TestSurvey(Survey survey, long step, boolean averaged, BackendInfo backend) {}
