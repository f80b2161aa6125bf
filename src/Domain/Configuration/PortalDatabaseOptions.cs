namespace Mcpx.Domain.Configuration;

/// <summary>
/// The portal's own database, where keys and flags are written back through its stored procedures (runbook section 7,
/// docs/portal-database.md). Only where no deployer of <c>Config</c> is configured.
/// </summary>
public sealed record PortalDatabaseOptions
{
    /// <summary>
    /// Variable that holds the connection string of a principal that may EXECUTE and nothing else, for example
    /// <c>MCPX_PORTAL_DB_PROD</c>. It is needed.
    /// </summary>
    public string ConnectionVariable { get; init; } = "";

    /// <summary>For one call. Default 15 s, whole seconds, from 1 s to 10 min.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the instances may take until they answer what was written. Default 30 s; zero looks once.
    /// </summary>
    public TimeSpan ConfirmWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The procedure that reads a flag, for example <c>dbo.sp_Feature_Get</c> of db/portal. Default null: there is none, and
    /// the instances are asked.
    /// </summary>
    public string? ReadFlag { get; init; }

    /// <summary>
    /// The procedure that reads a key with its type and tags, for example <c>dbo.sp_Config_GetValue</c> of db/portal. Default
    /// null: there is none, the instances are asked, and <see cref="Keys"/> must say what a key's type is.
    /// </summary>
    public string? ReadConfig { get; init; }

    /// <summary>
    /// The procedure that reads AuditEvents by their request id, for example <c>dbo.sp_Audit_GetByRequestId</c> of db/portal.
    /// Default null: there is none, and the portal's audit route is asked.
    /// </summary>
    public string? ReadAudit { get; init; }

    /// <summary>The types and tags of keys, by pattern; the first that fits counts. Default none: they stay as they are read.</summary>
    public IReadOnlyList<PortalKeyOptions> Keys { get; init; } = [];

    /// <summary>The longest that one key may take: a few calls, and the wait for the instances.</summary>
    internal TimeSpan StepTimeout => ConfirmWithin + (CommandTimeout * 8) + TimeSpan.FromMinutes(1);

    /// <summary>What is known of a key; null when nothing is.</summary>
    internal PortalKeyOptions? Of(string key) => Keys.FirstOrDefault(known => KeyPattern.Matches(known.Key, key));

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (!PortalNames.IsVariable(ConnectionVariable))
        {
            // Perhaps the connection string itself: it is not repeated.
            errors.Add(
                new(
                    $"{key}:ConnectionVariable",
                    ConnectionVariable.Length == 0 ? "none" : "…",
                    "must be the name of the environment variable that holds the connection string"
                )
            );
        }

        if (
            CommandTimeout < TimeSpan.FromSeconds(1)
            || CommandTimeout > TimeSpan.FromMinutes(10)
            || CommandTimeout.Ticks % TimeSpan.TicksPerSecond != 0
        )
        {
            errors.Add(
                new($"{key}:CommandTimeout", $"{CommandTimeout:c}", "must be whole seconds, from 1 s to 10 min")
            );
        }

        errors.NotNegative($"{key}:ConfirmWithin", ConfirmWithin);
        Procedure(errors, $"{key}:ReadFlag", ReadFlag);
        Procedure(errors, $"{key}:ReadConfig", ReadConfig);
        Procedure(errors, $"{key}:ReadAudit", ReadAudit);
        for (var i = 0; i < Keys.Count; i++)
        {
            Keys[i].Check(errors, FormattableString.Invariant($"{key}:Keys:{i}"));
        }
    }

    private static void Procedure(List<ConfigurationError> errors, string key, string? name)
    {
        if (name is not null && !PortalNames.IsProcedure(name))
        {
            errors.Add(new(key, name, "must be a stored procedure with its schema, like dbo.sp_Feature_Get"));
        }
    }
}

/// <summary>The type and the tags of keys, which a write has to repeat.</summary>
public sealed record PortalKeyOptions
{
    /// <summary>The key, or a pattern in which <c>*</c> stands for anything, for example <c>Network:*Seconds</c>.</summary>
    public string Key { get; init; } = "";

    /// <summary>The portal's type, for example <c>seconds</c>. It is needed; at most 50 characters.</summary>
    public string ValueType { get; init; } = "";

    /// <summary>Its tags, for example <c>network,sse</c>. Default null: none. At most 400 characters.</summary>
    public string? Tags { get; init; }

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (string.IsNullOrWhiteSpace(Key))
        {
            errors.Add(new($"{key}:Key", "none", "must be a key or a pattern"));
        }

        if (ValueType is not { Length: > 0 and <= 50 })
        {
            errors.Add(new($"{key}:ValueType", ValueType, "must be the portal's type, at most 50 characters"));
        }

        if (Tags is { Length: > 400 })
        {
            errors.Add(new($"{key}:Tags", $"{Tags[..20]}…", "must have at most 400 characters"));
        }
    }
}
