namespace Mcpx.Dashboard.Auth;

/// <summary>The claims we add ourselves, once, when somebody comes in; nothing a provider sends has these names.</summary>
internal static class PersonClaims
{
    /// <summary>The name in the journal.</summary>
    public const string Id = "mcpx:id";

    /// <summary>Another name of the same person, by which a deployment may name them.</summary>
    public const string AlsoKnownAs = "mcpx:also";

    /// <summary>The name of the API key they came in with.</summary>
    public const string Key = "mcpx:key";

    /// <summary>A scope of that key.</summary>
    public const string Scope = "mcpx:scope";

    /// <summary>An environment that key is for.</summary>
    public const string Environment = "mcpx:environment";

    /// <summary>The session kept at the server.</summary>
    public const string Session = "mcpx:session";

    /// <summary>When they last proved who they are, in Unix seconds.</summary>
    public const string ProvedAt = "mcpx:proved";

    /// <summary>What every one of them begins with.</summary>
    public const string Prefix = "mcpx:";
}
