package io.github.xception.data;

import java.net.http.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a partial response (RFC 9110, 14.4).
 *
 * @param start the first byte that was sent
 * @param total the size of the whole file; 0 if the server does not know
 */
record ContentRange(long start, long total) {
  private static final Pattern BYTES =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  static ContentRange of(HttpHeaders headers) {
    String value = headers.firstValue("Content-Range").orElse("");
    Matcher range = BYTES.matcher(value);
    if (!range.matches()) {
      throw new DataException("the server sent a part of the file without saying which: " + value);
    }
    String total = range.group(2);
    return new ContentRange(
        Long.parseLong(range.group(1)), total.equals("*") ? 0 : Long.parseLong(total));
  }
}
