namespace Mcpx.Domain.Incidents;

/// <summary>What a person or program may be (runbook section 4, and who else comes to the dashboard).</summary>
public enum Role
{
    /// <summary>May look.</summary>
    Viewer,

    /// <summary>An engineer on shift.</summary>
    Sre,

    /// <summary>The SRE on call.</summary>
    Deputy,

    /// <summary>The Release Manager.</summary>
    IncidentCommander,

    /// <summary>The Director of Software Engineering.</summary>
    DecisionOwner,

    /// <summary>May look at everything and change nothing.</summary>
    Auditor,

    /// <summary>Runs the installation.</summary>
    Admin,

    /// <summary>A pipeline: it declares, people approve.</summary>
    Deployer,

    /// <summary>The watchdog itself.</summary>
    Watchdog,
}

/// <summary>Who did something.</summary>
/// <param name="Name">The person's or program's name.</param>
/// <param name="Role">In which role.</param>
public sealed record Actor(string Name, Role Role)
{
    /// <summary>The watchdog.</summary>
    public static Actor Watchdog { get; } = new("watchdog", Role.Watchdog);
}
