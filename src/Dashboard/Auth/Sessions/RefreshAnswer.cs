using System.Security.Claims;

namespace Mcpx.Dashboard.Auth.Sessions;

/// <summary>What the provider says of somebody who is signed in.</summary>
internal abstract record RefreshAnswer
{
    /// <summary>They still are who they were, with the roles they have now.</summary>
    public sealed record Known(ClaimsPrincipal Token, string? RefreshToken) : RefreshAnswer;

    /// <summary>They are not let in any more.</summary>
    public sealed record Refused(string Reason) : RefreshAnswer;

    /// <summary>It did not say: not reached, or no answer that can be understood.</summary>
    public sealed record Unknown(string Reason) : RefreshAnswer;
}
