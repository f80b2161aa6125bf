using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Rollback;

/// <summary>
/// A step that writes one key or flag back in the portal's database, as the list that an approval binds: by whose connection,
/// which procedure, which parameters.
/// </summary>
public static class PortalStep
{
    /// <summary>The first argument of such a step.</summary>
    public const string Name = "portal-database";

    /// <summary>Whether a step's arguments are for the portal's database.</summary>
    public static bool Is(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return arguments is [Name, ..];
    }

    /// <summary>The call as it is approved: what is still open is filled in from the database as it is then.</summary>
    public static PortalCall Call(
        PortalDatabaseOptions database,
        PlanRevert revert,
        string environment,
        string incident,
        string key
    )
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(revert);
        var call = PortalProcedures.Set(revert, environment, key, incident);
        return revert.Kind != ChangeKind.Flag && database.Of(revert.Key) is { } known
            ? call.With((PortalProcedures.ValueType, known.ValueType), (PortalProcedures.Tags, known.Tags))
            : call;
    }

    /// <summary>The arguments of a step.</summary>
    public static IReadOnlyList<string> Arguments(
        PortalDatabaseOptions database,
        PlanRevert revert,
        string environment,
        string incident,
        string key
    )
    {
        var call = Call(database, revert, environment, incident, key);
        return
        [
            Name,
            $"connection={database.ConnectionVariable}",
            call.Procedure,
            .. call.Parameters.Select(parameter => parameter.Text),
        ];
    }

    /// <summary>The approved call with what was open: who approved, under which request id, a key's type and tags.</summary>
    /// <param name="call">The call as approved.</param>
    /// <param name="approvers">Who approved, for the description; cut where it would not fit.</param>
    /// <param name="requestId">This attempt's request id.</param>
    /// <param name="type">The key's type and tags as they are; null when they are not known, or are no part of the call.</param>
    public static PortalCall Fill(
        PortalCall call,
        string approvers,
        string requestId,
        (string ValueType, string? Tags)? type
    )
    {
        ArgumentNullException.ThrowIfNull(call);
        var description = call
            .Parameters.Single(parameter => parameter.Name == PortalProcedures.Description)
            .Value!.Replace(PortalProcedures.Approvers, approvers, StringComparison.Ordinal);
        if (description.Length > PortalProcedures.DescriptionSize)
        {
            description = $"{description[..(PortalProcedures.DescriptionSize - 1)]}…";
        }

        call = call.With((PortalProcedures.Description, description), (PortalProcedures.RequestId, requestId));
        return
            type is { } known
            && call.Parameters.Any(parameter => parameter is { Name: PortalProcedures.ValueType, IsOpen: true })
            ? call.With((PortalProcedures.ValueType, known.ValueType), (PortalProcedures.Tags, known.Tags))
            : call;
    }
}
