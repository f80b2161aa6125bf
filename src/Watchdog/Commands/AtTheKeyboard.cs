using Mcpx.Domain.Incidents;

namespace Mcpx.Watchdog.Commands;

/// <summary>Who gave a command that anybody may give who can start programs beside the store. It proves nothing and is for the record.</summary>
internal static class AtTheKeyboard
{
    /// <summary>Them, in a role.</summary>
    public static Actor As(Role role) => new(Name, role);

    // An installation's commands are given through sudo, which would make one person of everybody.
    private static string Name =>
        Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } person ? person : Environment.UserName;
}
