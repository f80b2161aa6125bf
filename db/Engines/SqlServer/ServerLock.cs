using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Mcpx.Db.Engines.SqlServer;

/// <summary>
/// A lock that a session of the server holds, released by the server when the process or the way to it dies. Who holds it on a
/// connection that broke tries to take it again.
/// </summary>
internal sealed class ServerLock : ILease
{
    private readonly Lock _gate = new();
    private readonly StoreConnection _place;
    private readonly string _name;
    private SqlConnection? _holding;

    private ServerLock(StoreConnection place, string name) => (_place, _name) = (place, name);

    /// <summary>Takes the lock if it is free.</summary>
    /// <returns>Null when another session holds it.</returns>
    public static ServerLock? TryTake(StoreConnection place, string name)
    {
        var taken = new ServerLock(place, name);
        return taken.Take(TimeSpan.Zero) ? taken : null;
    }

    /// <summary>Takes the lock, waiting for it.</summary>
    /// <exception cref="TimeoutException">It was not free in time.</exception>
    public static ServerLock Wait(StoreConnection place, string name, TimeSpan limit)
    {
        var taken = new ServerLock(place, name);
        return taken.Take(limit)
            ? taken
            : throw new TimeoutException(
                $"{name} in {place} is held by another session for more than {limit.TotalSeconds} s."
            );
    }

    /// <summary>Whether the server says that we hold it, or gave it to us again.</summary>
    public bool IsHeld()
    {
        lock (_gate)
        {
            try
            {
                return Mode() == "Exclusive" || Take(TimeSpan.Zero);
            }
            catch (DbException)
            {
                return false;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _holding?.Dispose();
            _holding = null;
        }
    }

    private string? Mode()
    {
        try
        {
            return _holding?.ExecuteScalar<string>(
                "SELECT APPLOCK_MODE('public', @name, 'Session')",
                new { name = _name }
            );
        }
        catch (Exception lost) when (lost is DbException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool Take(TimeSpan limit)
    {
        Dispose();
        var answer = new DynamicParameters(
            new
            {
                Resource = _name,
                LockMode = "Exclusive",
                LockOwner = "Session",
                LockTimeout = (int)limit.TotalMilliseconds,
            }
        );
        answer.Add("Answer", dbType: DbType.Int32, direction: ParameterDirection.ReturnValue);
        var opened = _place.OpenOwn();
        try
        {
            opened.Execute(
                "sp_getapplock",
                answer,
                commandTimeout: (int)limit.TotalSeconds + 15,
                commandType: CommandType.StoredProcedure
            );
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        if (answer.Get<int>("Answer") < 0)
        {
            opened.Dispose();
            return false;
        }

        _holding = opened;
        return true;
    }
}
