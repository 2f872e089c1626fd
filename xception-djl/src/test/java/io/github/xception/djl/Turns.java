package io.github.xception.djl;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;

/**
 * What contenders took that did their work in turns, round after round, in one process.
 *
 * @param costs by contender, of each round
 */
record Turns(Map<String, List<Cost>> costs) {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** What a round took, by the clock, and of all processors, which other processes disturb less. */
  record Cost(double seconds, double processorSeconds) {}

  /**
   * Lets each contender warm up, then measures.
   *
   * @param calls how often a contender works in a round
   */
  static Turns of(Map<String, Runnable> contenders, int rounds, int calls) {
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    for (Map.Entry<String, Runnable> contender : contenders.entrySet()) {
      contender.getValue().run();
      contender.getValue().run();
      costs.put(contender.getKey(), new ArrayList<>());
    }
    List<String> order = new ArrayList<>(contenders.keySet());
    for (int round = 0; round < rounds; round++) {
      for (String name : order) {
        costs.get(name).add(cost(contenders.get(name), calls));
      }
      // Nobody always comes behind the same one.
      Collections.shuffle(order, new Random(round));
    }
    return new Turns(costs);
  }

  private static Cost cost(Runnable work, int calls) {
    long start = System.nanoTime();
    long processor = SYSTEM.getProcessCpuTime();
    for (int call = 0; call < calls; call++) {
      work.run();
    }
    return new Cost(
        (System.nanoTime() - start) / 1e9, (SYSTEM.getProcessCpuTime() - processor) / 1e9);
  }

  /** Logs what each takes, as a multiple of what one of them takes. */
  void report(Logger log, String base) {
    costs.forEach(
        (name, own) ->
            log.info(
                "{}: {} s and {} processor s a round; {} takes {} of that, {} by processor time",
                name,
                number(median(own.stream().map(Cost::seconds).toList())),
                number(median(own.stream().map(Cost::processorSeconds).toList())),
                base,
                describe(name, base, Cost::seconds),
                describe(name, base, Cost::processorSeconds)));
  }

  /**
   * Logs how many operations a second each does, as a share of what one of them does.
   *
   * @param baseOperations what the one does in a round
   * @param operations what each other one does in a round
   */
  void reportShares(Logger log, String base, double baseOperations, double operations) {
    double baseSeconds = median(costs.get(base).stream().map(Cost::seconds).toList());
    log.info("{}: {} GFLOP/s", base, number(baseOperations / baseSeconds / 1e9));
    costs.keySet().stream()
        .filter(name -> !name.equals(base))
        .forEach(
            name ->
                log.info(
                    "{}: share {} by the clock, {} by processor time",
                    name,
                    number(operations / baseOperations * ratio(name, base, Cost::seconds)),
                    number(
                        operations / baseOperations * ratio(name, base, Cost::processorSeconds))));
  }

  /** Returns the median over the rounds of what one takes over what another takes. */
  private double ratio(String of, String base, ToDoubleFunction<Cost> measure) {
    return median(ratios(of, base, measure));
  }

  private List<Double> ratios(String of, String base, ToDoubleFunction<Cost> measure) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < costs.get(of).size(); round++) {
      ratios.add(
          measure.applyAsDouble(costs.get(base).get(round))
              / measure.applyAsDouble(costs.get(of).get(round)));
    }
    return ratios;
  }

  private String describe(String of, String base, ToDoubleFunction<Cost> measure) {
    List<Double> sorted = ratios(of, base, measure).stream().sorted().toList();
    return number(median(sorted))
        + " ("
        + number(sorted.get(0))
        + " to "
        + number(sorted.get(sorted.size() - 1))
        + ")";
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
