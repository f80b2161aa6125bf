using System.Diagnostics;
using Mcpx.Launcher.Processes;
using Mcpx.Launcher.Up;

namespace Mcpx.Launcher.Tests;

public sealed class RunRecordTests : IDisposable
{
    private static readonly ProcessIdentity Dead = ProcessIdentity.Current with { Started = "before the last boot" };

    private readonly TemporaryFolder data = new();
    private readonly UpOptions options;

    public RunRecordTests() => options = new UpOptions(PortPlan.For(5080, []), data.FullPath, null, Browser: false);

    public void Dispose() => data.Dispose();

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var written = Record(ProcessIdentity.Current, new RunningProcess("sandbox", Dead, "sandbox.log"));

        written.Write(options.RunFile);
        var read = RunRecord.Read(options.RunFile)!;

        Assert.Equal(written with { Processes = read.Processes }, read);
        Assert.Equal(written.Processes, read.Processes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"launcher\":")]
    public void Read_NotARecord_IsNone(string content)
    {
        data.File("run.json", content);

        Assert.Null(RunRecord.Read(options.RunFile));
    }

    [Fact]
    public void AnyAlive_SameIdOtherStart_IsDead() => Assert.False(Record(Dead).AnyAlive);

    [Fact]
    public void AnyAlive_LauncherLives_IsAliveWithoutOrphans()
    {
        var record = Record(
            ProcessIdentity.Current,
            new RunningProcess("sandbox", ProcessIdentity.Current, "sandbox.log")
        );

        Assert.True(record.AnyAlive);
        Assert.Empty(record.Orphans);
    }

    [Fact]
    public void Take_StaleRecord_IsCleaned()
    {
        Record(Dead).Write(options.RunFile);
        data.File("stop", "");

        using var held = RunLock.Take(options, TextWriter.Null);

        Assert.False(File.Exists(options.RunFile));
        Assert.False(File.Exists(StopFile.In(options.Data)));
    }

    [UnixFact]
    public async Task Take_ProcessLeftBehind_IsKilledAndSaid()
    {
        using var left = Process.Start("sleep", ["60"]);
        Record(Dead, new RunningProcess("sandbox", ProcessIdentity.Of(left.Id)!, "sandbox.log")).Write(options.RunFile);
        using var output = new StringWriter();

        using var held = RunLock.Take(options, output);

        await left.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Contains($"Stopping sandbox (process {left.Id})", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Take_AlreadyRunning_SaysWhere()
    {
        using var held = RunLock.Take(options, TextWriter.Null);
        Record(ProcessIdentity.Current).Write(options.RunFile);

        var refused = Assert.Throws<LauncherException>(() => RunLock.Take(options, TextWriter.Null));

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("already running", refused.Message, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:5080", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_NothingRuns_SaysSoAndSucceeds()
    {
        Record(Dead).Write(options.RunFile);
        using var output = new StringWriter();

        Assert.Equal(0, await new DownCommand(options.Data, output).RunAsync(CancellationToken.None));

        Assert.StartsWith("Nothing is running", output.ToString(), StringComparison.Ordinal);
    }

    private static RunRecord Record(ProcessIdentity launcher, params RunningProcess[] processes) =>
        new(
            launcher,
            5080,
            new Uri("http://127.0.0.1:5080"),
            new Uri("http://127.0.0.1:5081"),
            new Uri("http://127.0.0.1:5090"),
            Ready: true,
            processes
        );
}
