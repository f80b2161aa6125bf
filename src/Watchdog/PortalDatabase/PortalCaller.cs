using System.Data;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Microsoft.Data.SqlClient;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>
/// Calls the portal's database, each time over a connection of its own. The client's blocking calls are taken, on a thread that may
/// block: what arrives on a socket is handled on the socket's thread in this process (docs/adr/0014).
/// </summary>
internal sealed class PortalCaller(PortalDatabaseOptions database)
{
    /// <summary>Calls a procedure that changes something.</summary>
    /// <exception cref="PortalFaultException">It did not say that it succeeded.</exception>
    public Task ExecuteAsync(PortalCall call, CancellationToken cancellation) =>
        RunAsync(() => Fitting(call), command => command.ExecuteNonQuery(), cancellation);

    /// <summary>Calls a procedure that reads.</summary>
    /// <exception cref="PortalFaultException">It did not answer, or not what can be read.</exception>
    public Task<IReadOnlyList<PortalRow>> ReadAsync(PortalCall call, CancellationToken cancellation) =>
        RunAsync(() => Fitting(call), Rows, cancellation);

    /// <summary>What the principal may do besides executing.</summary>
    /// <exception cref="PortalFaultException">It did not answer, or not what can be read.</exception>
    public Task<IReadOnlyList<PortalRow>> RightsAsync(CancellationToken cancellation) =>
        RunAsync(
            () => new SqlCommand(PortalCommands.Rights) { CommandTimeout = (int)database.CommandTimeout.TotalSeconds },
            Rows,
            cancellation
        );

    /// <summary>What is too long would be cut off in silence, and another key read or written.</summary>
    private SqlCommand Fitting(PortalCall call) =>
        call.Problem is { } problem
            ? throw new PortalFaultException(new(PortalFaultKind.Mismatch, Number: 0, problem))
            : PortalCommands.Of(call, database.CommandTimeout);

    private static IReadOnlyList<PortalRow> Rows(SqlCommand command)
    {
        using var reader = command.ExecuteReader(CommandBehavior.SequentialAccess | CommandBehavior.SingleResult);
        var rows = PortalRow.Read(reader);
        // What a hostile answer still holds is not waited for.
        command.Cancel();
        return rows;
    }

    private Task<T> RunAsync<T>(Func<SqlCommand> make, Func<SqlCommand, T> use, CancellationToken cancellation) =>
        Task.Run(() => Run(make, use, cancellation), cancellation).WaitAsync(cancellation);

    private T Run<T>(Func<SqlCommand> make, Func<SqlCommand, T> use, CancellationToken cancellation)
    {
        using var connection = PortalConnections.Of(database);
        using var command = make();
        var connected = false;
        try
        {
            connection.Open();
            connected = true;
            command.Connection = connection;
            using var stop = cancellation.Register(command.Cancel);
            cancellation.ThrowIfCancellationRequested();
            return use(command);
        }
        catch (SqlException problem) when (!cancellation.IsCancellationRequested)
        {
            throw new PortalFaultException(
                PortalFaults.Of(problem.Number, problem.Class, problem.Message, connected),
                problem
            );
        }
        catch (Exception problem)
            when (problem is not (OperationCanceledException or PortalFaultException)
                && !cancellation.IsCancellationRequested
            )
        {
            // What is no TDS makes the client throw in many ways; each means that nobody can say what the server did.
            throw new PortalFaultException(
                PortalFaults.Of(number: 0, severity: 0, problem.Message, connected),
                problem
            );
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }
}
