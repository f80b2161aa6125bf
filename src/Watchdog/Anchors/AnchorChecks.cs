using Mcpx.Db.Proof;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Anchors;

/// <summary>Whether what anchors are signed with, and posted to, can be had.</summary>
internal static class AnchorChecks
{
    /// <summary>Keys that are configured and cannot be had.</summary>
    public static IEnumerable<ConfigurationError> Errors(WatchdogOptions options)
    {
        const string key = "Watchdog:Journal:Anchor";
        var anchor = options.Journal.Anchor;
        if (anchor.KeyVariable is { } variable)
        {
            if (AnchorKey.TryRead(variable, out var signs, out var problem))
            {
                signs.Dispose();
            }
            else
            {
                yield return new($"{key}:KeyVariable", variable, problem);
            }
        }

        if (anchor.PublicKeyFile is { } file)
        {
            if (AnchorKey.TryReadPublic(file, out var checks, out var problem))
            {
                checks.Dispose();
            }
            else
            {
                yield return new($"{key}:PublicKeyFile", file, problem);
            }
        }

        if (
            anchor.WebhookVariable is { } webhook
            && (Secrets.Read(webhook) is not { } address || !OptionsValidator.IsAddress(address))
        )
        {
            yield return new(
                $"{key}:WebhookVariable",
                webhook,
                "names an environment variable that is not set, or holds no absolute http or https address"
            );
        }
    }
}
