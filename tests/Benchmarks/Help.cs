namespace Mcpx.Benchmarks;

/// <summary>What <c>--help</c> says.</summary>
internal static class Help
{
    public const string Text = """
        dotnet run -c Release --project tests/Benchmarks -- <benchmark> [--json] [--check]

          --json    print {"benchmark", "figures", "machine"} and nothing else
          --check   exit code 1 when a goal is missed; without it a missed goal is only said

        windows     the speed of judging, on one thread. 10,000 API instances with 8 series each (health twice, flapping
                    twice, error-rate, latency, heartbeat, events) in one environment, with the runbook's numbers, fed at the
                    runbook's paces: probes and scrapes 5 s, own calls 1 s, beats 10 s, first events 15 s, ticks 250 ms.

          add_ns             AvailabilitySeries.Add: one probe of one hot instance, its window full, one in and one out
          add_alloc_bytes    what one such add allocates
          take_ns            EnvironmentJudge.Take for such a probe: with finding the instance, deployments and vantages
          bytes_per_instance what the collector counts for one more instance, every window filled, a histogram of 15 buckets;
                             found as the slope between 1 and 10,000 instances
          component_bytes    what is left for the component and the environment, however many instances
          judge_fixed_ms     EnvironmentJudge.Tick, the samples of the tick having been taken outside the clock; median tick
          judge_p99_ms       the same, 99 of 100 ticks
          judge_quantile_ms  the same and one p95 of each instance read, as the screen shows it
          judge_all_ms       EnvironmentJudge.TickAll: every series judged, whether anything came or not
          feed_ms            taking the samples of one tick, about 6,500: what leaves a healthy series healthy is judged there
          judge_troubled_ms  judge_fixed_ms while one instance in 20 fails probes, answers 5xx and is slow
          naive_ms           the same 8 series from List<T> and LINQ, 120 samples a window; measured on 200 instances, times 50
          naive_ratio        naive_ms / judge_fixed_ms, both of this run
          fold_5000_ms       IncidentFold.Of for an incident of 5,000 events
          replay_speedup     recorded time / time to parse and replay it from memory: 20 instances, half an hour, an incident
                             open in the second half
          replay_cpu_speedup the same by processor time, which a busy machine does not change

        sse         10,000 event streams on loopback, from a server in another process, a heartbeat each 5 s: StreamWatch holds
                    them, their signs of life go through the queue to the heartbeat's series, judged every 250 ms. Beside it, in
                    the same run, a plain client: HttpClient, SseParser, and a note of each stream's last byte. About 2 minutes.

          cpu_share          part of one core over 30 s, after 10 s of rest
          rss_mib            resident memory then
          gap_late_max_s     200 streams fall silent: how long after its limit of 15 s the last of them was noticed
          gap_late_median_s  the same, the one in the middle
          plain_cpu_share    the plain client's part of one core; it looks for gaps every 250 ms and judges nothing
          plain_rss_mib      its resident memory
          plain_client_ratio plain_cpu_share / cpu_share

        probes      Health probes of a server in another process. About 2 minutes.

          pooled_us          processor time of one probe, 200 a second, on kept connections: schedule, request, answer, queue
          fresh_us           the same on a new connection each
          saturated_per_cpu_s requests a second of processor time, 64 connections without pause, without the queue
          wrk_per_cpu_s      the same of wrk, one thread, against the same server; needs wrk to be installed
          wrk_ratio          saturated_per_cpu_s / wrk_per_cpu_s

        dashboard   200 circuits on one incident's page while its step reports a line a second: protocol clients in this process,
                    the dashboard in another, without a watchdog beside it. --circuits N for another number. A real browser looks
                    at the same page with them. About 3 minutes; needs Chromium.

          update_p50_ms      from the append of a line until a circuit has received the render batch that holds it
          update_p95_ms      the same, 95 of 100
          update_max_ms      the same, the last
          update_cpu_ms      processor time of the dashboard for one line and circuit, its rest between two lines included
          dom_ms             from the append of a line until it stands in the browser's document, 95 of 100
          dom_p50_ms         the same, the one in the middle
          first_load_ms      the overview with an empty cache, until a click on it is heard; median of seven, nobody else there
          idle_cpu_share     what it takes at rest with all of them connected, part of one core
          circuit_kb         live heap of the dashboard for one circuit, after a whole collection

        detection   the product as ./watchdog up starts it, with the sandbox's portal in Alpha, RTM and Prod; it must not run
                    beside anything else. Faults are made at random phases of all probes, by deployments, settings and stopped
                    instances, found, taken away and forgotten, one at a time in an environment. Afterwards the recordings of
                    the run are judged every 10 ms, each sample from its arrival. Limits and holds are the sandbox's, seconds
                    where the runbook says minutes; two are changed, see docs/performance.md. About 15 minutes; each fault is
                    told on the error output.

          --faults N         how many faults, each trigger in turn; 50
          --seed N           of their order and phases; 1
          --port-base N      the first of the product's ports; 6400
          --data FOLDER      keeps journal, recordings and logs in this new folder

          late_p50_s         from the first exact breach of what the proposal names to the proposal's time in the journal
          late_p95_s         the same, 95 of 100, by the nearest rank
          late_max_s         the same, the latest
          late_min_s         the same, the earliest; below nought the product was faster than the exact evaluator
          missed             faults that were not proposed within a minute, or not by the trigger that should find them
          judging_p95_s      the part until the product's own breach at one of its ticks
          deciding_p95_s     the part from there to the proposal
          NAME_faults, NAME_late_max_s   of one trigger

        runner      whole rollbacks of the API by the watchdog in one process, with the sandbox's portal and deployer in others: a
                    release whose event streams stall is deployed, and what is proposed is approved at once. From the approval to
                    the end of the last step, from the journal; the deployer's commands are timed around each of them. Limits
                    are the sandbox's: green together for 2 s, event streams for 6 s. About 2 minutes.

          --runs N           how many rollbacks; 5
          --port-base N      the first of the ports; 6500
          --data FOLDER      keeps journal and logs in this new folder

          overhead_s         all but the deployer's own time and required waiting; median, as are all but the next
          overhead_max_s     the largest
          whole_s            all of it
          deployer_s         the deployer's own commands
          waiting_s          green together (Validation:HealthyFor) and event streams (SmokeFor)
          freeze_s, deploy_s, awaithealth_s, validate_s, announce_s   the overhead of each step
          between_s          that between the steps, the approval and the start of the run included

        evidence    what an incident of 5,000 events and 50 series that breached, an hour of readings each, costs when it is over. Store and
                    journal are real and in the temporary folder. About a minute.

          pack_s             sealing a part with eight pictures, read back and stored; median
          pack_first_s       the first of the process, which also loads the drawing library
          pack_mib           the size of the zip
          pack_alloc_mib     what one sealing allocates, most of it for pictures
          pictures           how many it has
          verify_s           evidence verify of that pack; median
          rca_ms             the report: read from journal and samples, built and written as Markdown; median
        journal     appends, writers and a long chain on the disk of the data folder. About 3 minutes, most of it writing the long
                    journal.

          --events N         length of the long journal; 1000000
          --data FOLDER      keeps the journals in this folder, on the disk to be measured

          append_ms, bare_ms one durable append of one event; the same rows inserted bare, in turns; medians
          append_ratio       append_ms / bare_ms, both of this run
          append_8_per_s     events a second of 8 threads, each waiting until its own is durable
          append_8_p50_ms    how long one of them waits; median
          append_p99_ms      the same, 99 of 100
          open_ms            the long journal: until its head is known
          verify_per_s       events a second of verifying all of it
          verify_mib         what resident memory grew by meanwhile
          tail_per_s         events a second of folding all of it, as at a start
          tail_mib           what resident memory grew by: the state of all its incidents included

        Every time of windows is the median of several rounds after a warm-up. Ratios travel better than absolute figures.
        """;
}
