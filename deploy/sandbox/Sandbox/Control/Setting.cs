namespace Mcpx.Sandbox.Control;

/// <summary>What kind of setting it is.</summary>
internal enum SettingKind
{
    /// <summary>A configuration key.</summary>
    Config,

    /// <summary>A feature flag.</summary>
    Flag,

    /// <summary>The list of browser origins: a configuration key as well, which others call by this name.</summary>
    AllowList,
}

/// <summary>A setting and the value it gets.</summary>
/// <param name="Kind">What kind it is.</param>
/// <param name="Name">The key or flag.</param>
/// <param name="Value">The value; of a flag as the audit says it: <c>on</c>, <c>off</c> or <c>on for ROLE</c>.</param>
internal sealed record Setting(SettingKind Kind, string? Name, string? Value);
