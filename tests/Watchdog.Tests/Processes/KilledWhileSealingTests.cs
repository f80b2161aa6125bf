using System.Security.Cryptography;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Evidence;
using Mcpx.Watchdog.Evidence.Zip;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>A watchdog that is killed while it writes an evidence pack, and another one after it.</summary>
[Trait("Category", "Processes")]
public sealed class KilledWhileSealingTests : IDisposable
{
    private const string Id = "INC-0001";
    private readonly Rig _rig = new();
    private readonly ConfigurationFile _file = new();

    private string[] Unfinished => Directory.Exists(Evidence) ? Directory.GetFiles(Evidence, "*.tmp") : [];

    private string Evidence => EvidenceFolder.Of(_rig.Folder.Data);

    [UnixFact]
    public async Task Kill_InTheMiddleOfAPack_LeavesNothingHalfAndTheNextOneSealsIt()
    {
        EndAnIncidentWithPictures();
        _file.With("Watchdog:DataDirectory", $"\"{_rig.Folder.Data}\"");
        var caught = 0;
        foreach (var delay in new[] { 0, 60, 200 })
        {
            await using var killed = RunningProgram.Watchdog("run", "--config", _file.Write());
            await Wait.UntilAsync(
                "a pack is begun, or sealed",
                () => Unfinished.Length > 0 || Sealed is not null,
                TimeSpan.FromMinutes(1)
            );
            await Task.Delay(delay);
            await killed.KillAsync();

            using var stored = _rig.Store.Evidence.OpenNewest(Id);
            Assert.True(stored is null || PackCheck.Of(stored).Manifest.Incident == Id);
            caught += stored is null ? 1 : 0;
        }

        Assert.NotEqual(0, caught);

        await using (var next = RunningProgram.Watchdog("run", "--config", _file.Write()))
        {
            await Wait.UntilAsync("the pack is sealed", () => Sealed is not null, TimeSpan.FromMinutes(1));
            Assert.Equal(0, await next.TerminateAsync(Wait.Deadline));
        }

        using var pack = _rig.Store.Evidence.OpenNewest(Id)!;
        var check = PackCheck.Of(pack);
        Assert.Equal((Sealed!.Part, Sealed.Sha256), (pack.Part, check.Sha256));
        Assert.Equal(4, check.Files.Keys.Count(name => name.StartsWith("attestations/", StringComparison.Ordinal)));
        Assert.Empty(Unfinished);
        Assert.Null(_rig.Store.Journal.Verify());
    }

    public void Dispose()
    {
        _file.Dispose();
        _rig.Dispose();
    }

    private EvidenceSealed? Sealed => _rig.Events<EvidenceSealed>() is [.., var last] ? last : null;

    /// <summary>What makes the pack large enough to be met while it is written.</summary>
    private void EndAnIncidentWithPictures()
    {
        _rig.Look(Rig.Breach());
        for (var i = 0; i < 4; i++)
        {
            var picture = RandomNumberGenerator.GetBytes(5_000_000);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(picture));
            _rig.Store.Pictures.Add(Id, new(sha256, picture.Length, "png"), picture);
        }

        Assert.Equal(IncidentStatus.Withdrawn, _rig.Look(Rig.Healthy())!.Status);
        _rig.Store.Journal.Release();
    }
}
