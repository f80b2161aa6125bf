using Mcpx.Domain.Configuration;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.PortalLogs;

/// <summary>The portal's own lines get into journal, report and evidence; a source that is down is asked again and hides nothing.</summary>
public sealed class PortalLogReaderTests : IDisposable
{
    private const string Id = "01HZX8-req-7";
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Look_AfterTheEnd_WritesTheLinesIntoJournalReportAndEvidence()
    {
        Write(
            "api-1.log",
            "09:00 INFO started",
            $"09:01 ERROR {Id} pool exhausted, password=hunter2",
            "09:02 INFO done"
        );
        using var rig = Ended(Files("api-*.log"));

        await rig.PortalLogs.LookAsync(default);
        await rig.PortalLogs.LookAsync(default);

        var read = Assert.Single(rig.Events<PortalLogsRead>());
        Assert.Equal([Id], read.Asked);
        Assert.Equal(
            new LogLine(Id, $"09:01 ERROR {Id} pool exhausted, password=[redacted: password]"),
            Assert.Single(read.Lines)
        );
        rig.Evidence.Seal("INC-0001");
        var (manifest, files) = Packs.Open(rig.Store.Evidence.OpenNewest("INC-0001")!);
        Assert.StartsWith($"{Id}: 09:01 ERROR", files.Text("portal-log.txt"), StringComparison.Ordinal);
        Assert.Contains("pool exhausted", files.Text("rca.md"), StringComparison.Ordinal);
        Assert.Equal(LineState.Present, Line(manifest).State);
    }

    [Fact]
    public async Task Look_NoLineFound_SaysSoForTheRequest()
    {
        Write("api-1.log", "09:00 INFO started");
        using var rig = Ended(Files("api-*.log"));

        await rig.PortalLogs.LookAsync(default);

        Assert.Equal(new LogLine(Id, "no line was found"), Assert.Single(rig.Incident.PortalLogs!.Rows));
    }

    [Fact]
    public async Task Look_BeforeTheDelay_WaitsForLogsToTravel()
    {
        Write("api-1.log", Id);
        using var rig = Ended(Files("api-*.log") with { Delay = TimeSpan.FromMinutes(5) });

        await rig.PortalLogs.LookAsync(default);
        Assert.Empty(rig.Events<PortalLogsRead>());
        rig.Time.Advance(TimeSpan.FromMinutes(5));
        await rig.PortalLogs.LookAsync(default);

        Assert.Single(rig.Events<PortalLogsRead>());
    }

    [Fact]
    public async Task Look_MistypedPath_IsMissingWithItsReasonAndCompletedLater()
    {
        using var rig = Ended(Files("api-*.log"));

        await rig.PortalLogs.LookAsync(default);
        rig.Evidence.Seal("INC-0001");

        Assert.Contains(
            rig.Incident.Evidence!.Missing,
            missing =>
                missing.StartsWith(
                    "Portal's own log lines: could not be read: there is no file",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            "not read",
            new Mcpx.Db.RcaReader(rig.Store, rig.Tail, rig.Time)
                .Read("INC-0001")!
                .Missing.Single(gap => gap.Contains("portal's own", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Write("api-1.log", Id);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.PortalLogs.LookAsync(default);
        rig.Evidence.Seal("INC-0001");
        Assert.DoesNotContain(
            rig.Incident.Evidence!.Missing,
            missing => missing.StartsWith("Portal", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Look_HttpQuery_AsksForEachIdWithTokenAndTimes()
    {
        await using var server = new ApiServer(_ =>
            ApiReply.Json(
                $$$"""{"status":"success","data":{"result":[{"stream":{"app":"portal"},"values":[["1732600000","ERROR {{{Id}}} pool exhausted"]]}]}}"""
            )
        );
        Environment.SetEnvironmentVariable("MCPX_TEST_LOGS", "token-of-a-test");
        using var rig = Ended(
            new()
            {
                Address = server.Address + "/query?q={requestId}&from={from}&to={to}",
                TokenVariable = "MCPX_TEST_LOGS",
                Delay = TimeSpan.Zero,
            }
        );

        await rig.PortalLogs.LookAsync(default);

        var call = Assert.Single(server.Calls);
        Assert.Equal("Bearer token-of-a-test", call.Authorization);
        Assert.StartsWith($"/query?q={Id}&from=20", call.Path, StringComparison.Ordinal);
        Assert.Equal($"1732600000 ERROR {Id} pool exhausted", Assert.Single(rig.Incident.PortalLogs!.Lines).Text);
    }

    [Theory]
    [InlineData(ApiFate.Lost)]
    [InlineData(ApiFate.Torn)]
    [InlineData(ApiFate.Answered)]
    public async Task Look_SourceIsDown_IsAskedAgain(ApiFate fate)
    {
        var down = true;
        await using var server = new ApiServer(_ =>
            down ? new(503, Fate: fate) : new(200, $"line {Id}", Type: "text/plain")
        );
        using var rig = Ended(new() { Address = server.Address + "/?q={requestId}", Delay = TimeSpan.Zero });

        await rig.PortalLogs.LookAsync(default);
        Assert.NotNull(rig.PortalLogs.FaultOf("INC-0001"));
        var asked = server.Calls.Count;
        await rig.PortalLogs.LookAsync(default);
        Assert.Equal(asked, server.Calls.Count);
        down = false;
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.PortalLogs.LookAsync(default);

        Assert.Null(rig.PortalLogs.FaultOf("INC-0001"));
        Assert.Equal($"line {Id}", Assert.Single(rig.Incident.PortalLogs!.Lines).Text);
    }

    private static EvidenceLine Line(EvidenceManifest manifest) =>
        manifest.Lines.Single(line => line.Name == EvidenceLines.PortalLogs);

    private PortalLogOptions Files(string name) =>
        new() { Files = [Path.Combine(_folder.Path, name)], Delay = TimeSpan.Zero };

    private void Write(string name, params string[] lines)
    {
        var file = Path.Combine(_folder.Path, name);
        File.WriteAllLines(file, lines);
        File.SetLastWriteTimeUtc(file, Some.Start.AddMinutes(5).UtcDateTime);
    }

    /// <summary>An incident that is over, and one call of its time that failed.</summary>
    private static Rig Ended(PortalLogOptions logs)
    {
        var rig = new Rig(Some.Environment() with { Logs = logs });
        rig.Look(Rig.Breach());
        rig.Store.FailedCalls.Add(
            "Prod",
            [new(Some.Start.AddMinutes(1), "api-1", "GET /api/flags", Fault.None, 503, Id, "queue_full")]
        );
        rig.Time.Advance(TimeSpan.FromMinutes(2));
        rig.Incidents.Record("INC-0001", new IncidentClosed("stable"), Actor.Watchdog);
        return rig;
    }
}
