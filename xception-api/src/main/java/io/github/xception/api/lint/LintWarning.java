package io.github.xception.api.lint;

/**
 * Something that spoils a training in silence.
 *
 * @param rule the name of the rule that found it, such as {@code bias-before-batch-norm}
 * @param pointer JSON pointer to it, in the config as {@code run.json} has it: every default filled
 *     in and the model written out
 * @param found what is there, in this config
 * @param harm why that spoils a training
 * @param mend what to do about it
 */
public record LintWarning(String rule, String pointer, String found, String harm, String mend) {}
