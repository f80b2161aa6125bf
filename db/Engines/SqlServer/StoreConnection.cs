using Azure.Core;
using Azure.Identity;
using Microsoft.Data.SqlClient;

namespace Mcpx.Db.Engines.SqlServer;

/// <summary>How the store's database is reached: a login, integrated security or a managed identity, as the string says.</summary>
public sealed class StoreConnection
{
    private const string Program = "MCPX Watchdog";
    private const string Scope = "https://database.windows.net/.default";

    private readonly string _text;
    private readonly ManagedIdentityCredential? _identity;

    internal StoreConnection(SqlConnectionStringBuilder parts)
    {
        (Server, Database) = (parts.DataSource, parts.InitialCatalog);
        if (IsManagedIdentity(parts))
        {
            _identity = new(
                parts.UserID.Length > 0
                    ? ManagedIdentityId.FromUserAssignedClientId(parts.UserID)
                    : ManagedIdentityId.SystemAssigned
            );
            parts.Authentication = SqlAuthenticationMethod.NotSpecified;
            parts.Remove("User ID");
        }

        _text = parts.ConnectionString;
    }

    /// <summary>The server, as the string names it.</summary>
    public string Server { get; }

    /// <summary>The database.</summary>
    public string Database { get; }

    /// <summary>Reads a connection string.</summary>
    /// <param name="text">The string; it is never repeated in what is said about it.</param>
    /// <param name="connection">How to connect; null when something is wrong.</param>
    /// <returns>What is wrong with what holds it, as the rest of a sentence; null when nothing is.</returns>
    public static string? Read(string text, out StoreConnection? connection)
    {
        connection = null;
        if (Cultures.Missing is { } missing)
        {
            return $"means a SQL Server, whose client {missing}";
        }

        SqlConnectionStringBuilder parts;
        try
        {
            parts = new(text);
        }
        catch (Exception problem)
            when (problem is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            return "holds no connection string that can be read";
        }

        if (Problem(parts) is { } wrong)
        {
            return wrong;
        }

        parts.MultipleActiveResultSets = false;
        parts.PersistSecurityInfo = false;
        if (!parts.ShouldSerialize("Application Name"))
        {
            parts.ApplicationName = Program;
        }

        connection = new(parts);
        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"database {Database} on {Server}";

    /// <summary>A connection, not opened yet.</summary>
    internal SqlConnection Make() => With(new(_text) { RetryLogicProvider = Transient.Opening });

    /// <summary>An open connection.</summary>
    /// <exception cref="System.Data.Common.DbException">There is none, whatever the reason.</exception>
    internal SqlConnection Open() => Opened(Make());

    /// <summary>An open connection that is nobody else's: what it holds is gone with it.</summary>
    /// <exception cref="System.Data.Common.DbException">There is none, whatever the reason.</exception>
    internal SqlConnection OpenOwn() =>
        Opened(
            With(new(new SqlConnectionStringBuilder(_text) { Pooling = false, ConnectRetryCount = 0 }.ConnectionString))
        );

    private static string? Problem(SqlConnectionStringBuilder parts) =>
        parts.DataSource.Length == 0 || parts.InitialCatalog.Length == 0
            ? "holds a connection string without a Data Source and an Initial Catalog"
        : SqlConnectionEncryptOption.Optional.Equals(parts.Encrypt)
            ? "holds a connection string with Encrypt=Optional; Mandatory and Strict are taken"
        : !IsManagedIdentity(parts)
        && parts.Authentication is not (SqlAuthenticationMethod.NotSpecified or SqlAuthenticationMethod.SqlPassword)
            ? "holds a connection string whose Authentication is none of SqlPassword and Active Directory Managed Identity"
        : null;

    private static bool IsManagedIdentity(SqlConnectionStringBuilder parts) =>
        parts.Authentication
            is SqlAuthenticationMethod.ActiveDirectoryManagedIdentity
                or SqlAuthenticationMethod.ActiveDirectoryMSI;

    private static SqlConnection Opened(SqlConnection connection)
    {
        try
        {
            connection.Open();
            return connection;
        }
        catch (Exception problem)
        {
            connection.Dispose();
            if (
                problem
                is InvalidOperationException
                    or NotSupportedException
                    or AuthenticationFailedException
                    or AggregateException
            )
            {
                throw new UnreachableException(problem.Message, problem);
            }

            throw;
        }
    }

    private SqlConnection With(SqlConnection connection)
    {
        if (_identity is { } identity)
        {
            connection.AccessTokenCallback = async (_, cancellation) =>
            {
                var token = await identity.GetTokenAsync(new TokenRequestContext([Scope]), cancellation);
                return new(token.Token, token.ExpiresOn);
            };
        }

        return connection;
    }
}
