using System.Net;
using System.Net.Sockets;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Tests.Support.Tds;

namespace Mcpx.Watchdog.Tests.PortalDatabase;

/// <summary>A portal's database that is down, read-only, refuses, answers late or answers rubbish: each has a named outcome.</summary>
public sealed class PortalBadDatabaseTests : IAsyncDisposable
{
    private const string Set = "dbo.sp_Feature_Set";
    private readonly PortalBed _bed = new();

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [CulturesFact]
    public async Task Run_DatabaseDown_FailsAndNothingWasWritten()
    {
        _bed.Connection = $"Data Source=127.0.0.1,{Closed()};User ID=a;Password=b;Encrypt=Optional;Connect Timeout=5";

        var reason = await ReasonAsync();

        Assert.StartsWith(
            "Nothing was written. The portal's database cannot be reached",
            reason,
            StringComparison.Ordinal
        );
        Assert.Contains("Retry when it answers", reason, StringComparison.Ordinal);
    }

    [CulturesFact]
    public async Task Resume_DatabaseDown_IsUnknown()
    {
        _bed.Connection = $"Data Source=127.0.0.1,{Closed()};User ID=a;Password=b;Encrypt=Optional;Connect Timeout=5";

        Assert.Contains(
            "Whether it was written before cannot be read",
            Assert.IsType<StepResult.Unknown>(await _bed.RunAsync(PortalBed.Flag, resumed: true)).Reason,
            StringComparison.Ordinal
        );
    }

    [CulturesTheory]
    [InlineData("")]
    [InlineData("no connection string")]
    [InlineData("Data Source=x;Unknown Word=1")]
    public async Task Run_NoConnectionString_FailsAndRepeatsNothingOfIt(string text)
    {
        _bed.Connection = text;

        var reason = await ReasonAsync();

        Assert.Contains($"{_bed.Variable} holds no connection string", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("Unknown Word", reason, StringComparison.Ordinal);
    }

    [CulturesTheory]
    [InlineData(18456, 14, "does not let us in")]
    [InlineData(4060, 11, "not available now")]
    [InlineData(40613, 17, "not available now")]
    public async Task Run_LoginIsRefused_FailsAndNothingWasWritten(int number, byte severity, string words)
    {
        _bed.Tables.Server.Login = TdsReply.Error(number, "Login failed for user 'watchdog'.", severity);

        var reason = await ReasonAsync();

        Assert.StartsWith("Nothing was written.", reason, StringComparison.Ordinal);
        Assert.Contains(words, reason, StringComparison.Ordinal);
    }

    [CulturesTheory]
    [InlineData(229, 14, "refuses it to our principal")]
    [InlineData(2812, 16, "has no such procedure")]
    [InlineData(8145, 16, "does not fit")]
    [InlineData(201, 16, "does not fit")]
    [InlineData(3906, 16, "is read-only")]
    [InlineData(50002, 16, "The portal's procedure refused (50002: the server's own words)")]
    [InlineData(547, 16, "The portal's procedure refused")]
    [InlineData(1205, 13, "undid it in favour of somebody else")]
    [InlineData(9002, 17, "has no room left")]
    [InlineData(10928, 16, "has too much to do")]
    public async Task Run_CallIsAnsweredWithAnError_FailsWithItsNameAndWhatToDo(int number, byte severity, string words)
    {
        _bed.Tables.Instead = Only(TdsReply.Error(number, "the server's own words.", severity));

        var reason = await ReasonAsync();

        Assert.StartsWith("Nothing was written.", reason, StringComparison.Ordinal);
        Assert.Contains(words, reason, StringComparison.Ordinal);
        Assert.Equal("1", _bed.Tables.Flag("NewJobs"));
    }

    [CulturesFact]
    public async Task Run_ErrorAfterItWasWritten_FindsOutAndSaysSo()
    {
        _bed.Tables.Afterwards = Only(TdsReply.Error(50001, "a trigger's mail could not be sent"));

        var done = Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Flag));

        Assert.Contains("written all the same", done.Summary, StringComparison.Ordinal);
    }

    [CulturesFact]
    public async Task Run_AnswersAfterTheTimeout_FindsTheChangeByItsRequestId()
    {
        _bed.Tables.Afterwards = Only(TdsReply.Silence);

        var done = Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Flag));

        Assert.Contains("did not answer in time", done.Summary, StringComparison.Ordinal);
        Assert.Single(_bed.Tables.Writes);
        Assert.Equal(4, done.Checks.Count);
    }

    [CulturesFact]
    public async Task Run_TimeoutAndNothingWasWritten_FailsAndSaysSo()
    {
        _bed.Tables.Instead = Only(TdsReply.Silence);

        var reason = await ReasonAsync();

        Assert.StartsWith(
            "Nothing is written as far as can be seen. The portal's database did not answer in time",
            reason,
            StringComparison.Ordinal
        );
    }

    [CulturesFact]
    public async Task Run_TimeoutAndNothingCanBeReadBack_IsUnknown()
    {
        var written = false;
        _bed.Tables.Instead = request =>
        {
            written |= request.Procedure == Set;
            return request.Procedure == Set ? TdsReply.Silence
                : written ? TdsReply.Error(229, "denied", 14)
                : null;
        };

        var unknown = Assert.IsType<StepResult.Unknown>(await _bed.RunAsync(PortalBed.Flag));

        Assert.Contains(
            $"look at NewJobs and at the AuditEvents of {PortalBed.StepKey}",
            unknown.Reason,
            StringComparison.Ordinal
        );
    }

    [CulturesFact]
    public async Task Run_WrittenAndNothingCanBeReadBack_IsUnknown()
    {
        var written = false;
        _bed.Tables.Instead = request =>
        {
            written |= request.Procedure == Set;
            return written && request.Procedure != Set ? TdsReply.Error(229, "denied", 14) : null;
        };
        _bed.InsteadOfApi = _ => ApiReply.Lost;

        Assert.Contains(
            "nothing could be read back",
            Assert.IsType<StepResult.Unknown>(await _bed.RunAsync(PortalBed.Flag)).Reason,
            StringComparison.Ordinal
        );
    }

    [CulturesTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ConnectionIsCut_AsksWhetherItWasWritten(bool written)
    {
        var cut = Only(TdsReply.Cut);
        _bed.Tables.Instead = written ? _ => null : cut;
        _bed.Tables.Afterwards = written ? cut : _ => null;

        var result = await _bed.RunAsync(PortalBed.Flag);

        Assert.Equal(written, result is StepResult.Succeeded);
        Assert.Equal(!written, result is StepResult.Failed);
        Assert.Contains(_bed.Output, line => line.Contains("ended in the middle", StringComparison.Ordinal));
    }

    [CulturesFact]
    public async Task Run_AnswerIsCutHalfWay_AsksWhetherItWasWritten()
    {
        _bed.Tables.Afterwards = Only(TdsReply.Done with { CutAfter = 12 });

        Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Flag));
        Assert.Single(_bed.Tables.Writes);
    }

    [CulturesTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Run_ReadsAnswerRubbish_FailsAndWritesNothing(int which)
    {
        TdsReply[] rubbish =
        [
            new(new TdsTokens().Raw(0x42, 1, 2, 3).Bytes),
            new(new TdsTokens().Columns([("Other", TdsColumn.Bit)]).Row([(TdsColumn.Bit, true)]).Done().Bytes),
            new(
                new TdsTokens()
                    .Columns([("IsEnabled", TdsColumn.Bit)])
                    .Row([(TdsColumn.Bit, true)])
                    .Row([(TdsColumn.Bit, false)])
                    .Done()
                    .Bytes
            ),
            new(new TdsTokens().Columns([("IsEnabled", TdsColumn.Bit)]).Row([(TdsColumn.Bit, null)]).Done().Bytes),
            new(
                new TdsTokens()
                    .Columns([("IsEnabled", TdsColumn.LongText)])
                    .Row([(TdsColumn.LongText, new string('x', 200_000))])
                    .Done()
                    .Bytes
            ),
        ];
        _bed.Tables.Instead = request => request.Procedure == "dbo.sp_Feature_Get" ? rubbish[which] : null;

        Assert.StartsWith("Nothing was written.", await ReasonAsync(), StringComparison.Ordinal);
        Assert.Empty(_bed.Tables.Writes);
    }

    [CulturesFact]
    public async Task Run_ServerIsNoDatabase_FailsAndNothingWasWritten()
    {
        await using var web = new HostileServer(async peer =>
        {
            await peer.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            await peer.SilenceAsync();
        });
        _bed.Connection = $"Data Source=127.0.0.1,{web.Port};User ID=a;Password=b;Encrypt=Optional;Connect Timeout=2";

        Assert.Contains("cannot be reached", await ReasonAsync(), StringComparison.Ordinal);
    }

    [CulturesFact]
    public async Task Run_StepsOwnTime_IsUnknownWhenItIsOver()
    {
        _bed.Database = _bed.Database with { CommandTimeout = TimeSpan.FromSeconds(60) };
        _bed.Tables.Instead = Only(TdsReply.Silence);

        var result = await _bed.RunAsync(PortalBed.Flag, timeout: TimeSpan.FromSeconds(2));

        Assert.StartsWith("No end after", Assert.IsType<StepResult.Unknown>(result).Reason, StringComparison.Ordinal);
    }

    [CulturesFact]
    public async Task Run_ProcessStops_LeavesTheStepAsItIs()
    {
        using var stopping = new CancellationTokenSource();
        _bed.Database = _bed.Database with { CommandTimeout = TimeSpan.FromSeconds(60) };
        _bed.Tables.Instead = request =>
        {
            if (request.Procedure == Set)
            {
                stopping.Cancel();
                return TdsReply.Silence;
            }

            return null;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _bed.RunAsync(PortalBed.Flag, cancellation: stopping.Token)
        );
    }

    [CulturesFact]
    public async Task Run_Whatever_ShowsNoPassword()
    {
        _bed.Tables.Instead = Only(TdsReply.Error(50002, "no"));
        var reason = await ReasonAsync();

        Assert.DoesNotContain("not-in-any-log", reason, StringComparison.Ordinal);
        Assert.All(_bed.Output, line => Assert.DoesNotContain("not-in-any-log", line, StringComparison.Ordinal));
    }

    private static Func<TdsRequest, TdsReply?> Only(TdsReply reply) =>
        request => request.Procedure == Set ? reply : null;

    private async Task<string> ReasonAsync() =>
        Assert.IsType<StepResult.Failed>(await _bed.RunAsync(PortalBed.Flag)).Reason;

    /// <summary>A port that nobody listens on.</summary>
    private static int Closed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
