namespace Mcpx.Sandbox.Portal.Data;

/// <summary>What can be wrong with a portal whatever its release, by the names that its database keeps.</summary>
public static class PortalFault
{
    /// <summary>Every stored procedure that writes fails: nothing is changed, the call answers 500.</summary>
    public const string Procedure = "procedure";

    /// <summary>The stored procedure that sets flags fails, as a migration left it: nothing is changed, the call answers 500.</summary>
    public const string FlagProcedure = "procedure:sp_Feature_Set";

    /// <summary>The stored procedures write, but leave no audit event.</summary>
    public const string Audit = "audit";

    /// <summary>The event streams of one instance stay open and fall silent.</summary>
    /// <param name="instance">The instance's name.</param>
    public static string Stall(string instance) => $"stall:{instance}";
}
