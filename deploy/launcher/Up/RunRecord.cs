using System.Text.Json;
using System.Text.Json.Serialization;
using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Up;

/// <summary>One process in <c>run.json</c>.</summary>
/// <param name="Name">For example <c>dashboard</c>.</param>
/// <param name="Process">Its id and start.</param>
/// <param name="Log">Its log file.</param>
internal sealed record RunningProcess(string Name, ProcessIdentity Process, string Log);

/// <summary>What runs on a data folder (<c>DIR/run.json</c>): for the verbs that join it, and to find what a crash left behind. Holds no secret.</summary>
/// <param name="Launcher">The process that supervises the others.</param>
/// <param name="PortBase">The dashboard's port.</param>
/// <param name="Dashboard">The dashboard's address.</param>
/// <param name="Watchdog">The watchdog's address.</param>
/// <param name="Control">The sandbox control's address.</param>
/// <param name="Ready">True once everything answered <c>/ready</c>.</param>
/// <param name="Processes">In start order.</param>
internal sealed record RunRecord(
    ProcessIdentity Launcher,
    int PortBase,
    Uri Dashboard,
    Uri Watchdog,
    Uri Control,
    bool Ready,
    IReadOnlyList<RunningProcess> Processes
)
{
    /// <summary>The processes that live without their launcher.</summary>
    [JsonIgnore]
    public IReadOnlyList<RunningProcess> Orphans =>
        Launcher.IsAlive ? [] : [.. Processes.Where(process => process.Process.IsAlive)];

    /// <summary>True while any of it lives.</summary>
    [JsonIgnore]
    public bool AnyAlive => Launcher.IsAlive || Processes.Any(process => process.Process.IsAlive);

    /// <summary>Reads the record of a data folder; null when there is none or it is not readable as one.</summary>
    public static RunRecord? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), RunRecordJson.Default.RunRecord);
        }
        catch (Exception none) when (none is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes it in one step: a reader sees the old or the new one.</summary>
    public void Write(string path)
    {
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(this, RunRecordJson.Default.RunRecord));
        File.Move(path + ".new", path, overwrite: true);
    }
}

/// <summary>Generated serialisation: reflection would cost start-up time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunRecordJson : JsonSerializerContext;
