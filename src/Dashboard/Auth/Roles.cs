using System.Collections.Immutable;

namespace Mcpx.Dashboard.Auth;

/// <summary>App roles as Entra, another provider and the development sign-in hand them out; the values are the role claims themselves.</summary>
public static class Roles
{
    /// <summary>Looks, changes nothing.</summary>
    public const string Viewer = "Viewer";

    /// <summary>On call: looks, notes, declares; the runbook's Deputy by default.</summary>
    public const string Sre = "Sre";

    /// <summary>Stands in for the Incident Commander and may approve.</summary>
    public const string Deputy = "Deputy";

    /// <summary>The Release Manager in an incident; may approve.</summary>
    public const string IncidentCommander = "IncidentCommander";

    /// <summary>The Director; may approve and may override an unproven last known good release.</summary>
    public const string DecisionOwner = "DecisionOwner";

    /// <summary>Reads everything, changes nothing but what the record is kept for.</summary>
    public const string Auditor = "Auditor";

    /// <summary>Runs the installation.</summary>
    public const string Admin = "Admin";

    /// <summary>A pipeline: asks the gate and reports deployments. Declares, never approves.</summary>
    public const string Deployer = "Deployer";

    /// <summary>Every role there is, in the order of the runbook; any other is a role nobody defined.</summary>
    public static ImmutableArray<string> All { get; } =
    [Viewer, Sre, Deputy, IncidentCommander, DecisionOwner, Auditor, Admin, Deployer];

    /// <summary>What a program may be whose token or key says so: pipelines declare, people approve.</summary>
    public static ImmutableArray<string> OfPrograms { get; } = [Viewer, Auditor, Deployer];

    /// <summary>The role as a person says it: <c>IncidentCommander</c> is "Incident Commander".</summary>
    public static string Words(string role) =>
        role switch
        {
            Sre => "SRE on call",
            IncidentCommander => "Incident Commander",
            DecisionOwner => "Decision Owner",
            _ => role,
        };
}
