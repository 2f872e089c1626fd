package io.github.xception.api.data;

/**
 * What tells whether two runs have seen the same images, split in the same way.
 *
 * @param split SHA-256 of which image is in which part, in lower-case hexadecimal
 * @param images SHA-256 of the pixels of all images as they were decoded, in lower-case hexadecimal
 */
public record DataFingerprint(String split, String images) {}
