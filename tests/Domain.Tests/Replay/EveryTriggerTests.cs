using Mcpx.Domain.Configuration;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Replay;

/// <summary>A recording of every trigger's fault, written, read back and replayed: each is found, and found twice alike.</summary>
public sealed class EveryTriggerTests
{
    private const string Origin = "https://admin.example.com";
    private const string Other = "https://ops.example.com";

    private static readonly Dictionary<string, Func<double, IEnumerable<JudgingInput>>> Faults = new()
    {
        [TriggerNames.Availability] = second =>
            second % 5 == 0
                ? [new HealthProbed(Some.At(second), "api-1", HealthEndpoint.Ready, Fault.Refused, 0, 0)]
                : [],
        [TriggerNames.Flapping] = second =>
            second % 5 == 0
                ?
                [
                    new HealthProbed(
                        Some.At(second),
                        "api-1",
                        HealthEndpoint.Ready,
                        second % 25 < 15 ? Fault.Timeout : Fault.None,
                        200,
                        0
                    ),
                ]
                : [],
        [TriggerNames.ErrorRate] = second =>
            second % 5 == 0
                ? [new TrafficScraped(Some.At(second), "api-1", (long)second * 20 + 1, (long)second + 1)]
                : [],
        [TriggerNames.Latency] = second =>
            second % 1 == 0
                ? [new ContractCalled(Some.At(second), "api-1", "/api/config", Fault.None, 200, 900_000)]
                : [],
        [TriggerNames.SseTtfb] = second =>
            second % 15 == 0 ? [new FirstEventTimed(Some.At(second), "api-1", 350_000)] : [],
        [TriggerNames.SseHeartbeat] = second =>
            second == 0 ? [new StreamLooked(Some.At(0), "api-1"), new StreamBeat(Some.At(0), "api-1")] : [],
        [TriggerNames.Cors] = second =>
            second % 10 == 0
                ?
                [
                    new Preflighted(Some.At(second), "api-1", Origin, PreflightAnswer.Forbidden),
                    new Preflighted(Some.At(second), "api-1", Other, PreflightAnswer.Forbidden),
                ]
                : [],
        [TriggerNames.Parity] = second => second == 60 ? [new ParityCompared(Some.At(60), 1, 3, "Jwt:Issuer")] : [],
        [TriggerNames.Security] = second =>
            second == 60 ? [new SecurityChecked(Some.At(60), "anonymous /api/config/effective", "answered 200")] : [],
        [TriggerNames.Business] = second =>
            second % 60 == 0 ? [new WorkflowWalked(Some.At(second), "web pages", "no save button")] : [],
    };

    public static TheoryData<string> Triggers() => [.. TriggerNames.All];

    [Theory]
    [MemberData(nameof(Triggers))]
    public void Replay_Fault_IsFoundByItsTriggerAndTheSameEveryTime(string trigger)
    {
        var recorded = Record(trigger);

        var first = Replay(recorded);

        Assert.Contains(
            first,
            entry =>
                entry is VerdictTurned { Verdict: { State: VerdictState.Breached } verdict }
                && verdict.Trigger == trigger
        );
        Assert.Contains(first, entry => entry is IncidentMoved { Event: Domain.Incidents.IncidentOpened });
        Assert.Equal(first.Select(entry => entry.ToString()), Replay(recorded).Select(entry => entry.ToString()));
    }

    private static List<byte[]> Record(string trigger)
    {
        var inputs = new List<JudgingInput> { new Configured(Some.Start, Options()) };
        for (var second = 0d; second < 800; second += 0.25)
        {
            inputs.AddRange(Faults[trigger](second));
            inputs.Add(new Tick(Some.At(second)));
        }

        return inputs.ConvertAll(input =>
        {
            var line = new System.Buffers.ArrayBufferWriter<byte>();
            RecordingWriter.Write(line, input);
            return line.WrittenSpan[..^1].ToArray();
        });
    }

    private static List<ReplayEntry> Replay(List<byte[]> lines)
    {
        var (parser, replayer) = (new RecordingParser(), new Replayer("RTM"));
        return lines.SelectMany(line => replayer.Take(parser.Read(line)).ToList()).ToList();
    }

    private static EnvironmentOptions Options()
    {
        var options = Some.Environment();
        return options with
        {
            // Held to the runbook's limit, not to a normal that a quarter of an hour cannot show.
            Triggers = new() { ErrorRate = new() { AboveNormal = false } },
            Validation = options.Validation with { Web = new() },
            Probes = new()
            {
                Cors = new() { IntendedOrigins = [Origin, Other] },
                Parity = new() { ExpectedFile = "expected.json" },
                Workflows = new() { Web = true },
            },
        };
    }
}
