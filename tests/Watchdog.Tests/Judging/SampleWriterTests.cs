using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Judging;

public sealed class SampleWriterTests : IDisposable
{
    private readonly Rig _rig = new();
    private readonly FailedCalls _failures = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void WriteFailures_StoreDoesNotTakeOneEnvironments_ThoseAndAllAfterThemWait()
    {
        using var writer = new SampleWriter(
            _rig.Board,
            _failures,
            _rig.Store,
            _rig.Time,
            NullLogger<SampleWriter>.Instance
        );
        string[] environments = ["Alpha", "Beta", "Prod"];
        foreach (var environment in environments)
        {
            _failures.Put(environment, Call(environment));
            _failures.Put(environment, Call(environment));
        }

        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_rig.Folder.Data, "samples.db")}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE failed_call";
            command.ExecuteNonQuery();
        }

        Assert.Throws<SqliteException>(writer.WriteFailures);

        var left = _failures.Take();
        Assert.All(environments, environment => Assert.Equal(2, left[environment].Count()));
    }

    private static FailedCall Call(string environment) =>
        new(Some.Start, $"{environment}-api-1", "GET /api/flags", Fault.None, 503, RequestId: null, ErrorCode: null);
}
