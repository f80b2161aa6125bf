using System.CommandLine;
using Mcpx.Sandbox.Control;
using Mcpx.Sandbox.Portal.Data;

namespace Mcpx.Sandbox.Commands;

/// <summary>Changes an environment's configuration and flags, for better or worse; the portal audits both.</summary>
internal static class SettingVerbs
{
    public static Command CreateConfig()
    {
        var environment = Environment();
        var key = new Argument<string>("key") { Description = "Key, for example Cors:AllowedOrigins." };
        var value = new Argument<string>("value") { Description = "Its new value." };
        var by = By();
        var control = SharedOptions.Control();
        var set = new Command("set", "Sets a configuration value.") { environment, key, value, by, control };
        set.SetAction(
            async (parsed, ct) =>
            {
                using var http = new HttpClient();
                var request = new SettingRequest(
                    parsed.GetValue(environment),
                    SettingKind.Config,
                    parsed.GetValue(key),
                    parsed.GetValue(value),
                    parsed.GetValue(by)
                );
                Tell(await new ControlClient(parsed.GetValue(control)!, http).SetAsync(request, ct));
                return 0;
            }
        );
        return new("config", "Changes an environment's configuration.") { set };
    }

    public static Command CreateFlag()
    {
        var environment = Environment();
        var flag = new Argument<string>("flag") { Description = "Flag, for example EnableLegacyHttpSse." };
        var state = new Argument<string>("state") { Description = "on or off." };
        state.AcceptOnlyFromAmong("on", "off");
        var by = By();
        var control = SharedOptions.Control();
        var set = new Command("set", "Switches a feature flag.") { environment, flag, state, by, control };
        set.SetAction(
            async (parsed, ct) =>
            {
                using var http = new HttpClient();
                var request = new SettingRequest(
                    parsed.GetValue(environment),
                    SettingKind.Flag,
                    parsed.GetValue(flag),
                    parsed.GetValue(state),
                    parsed.GetValue(by)
                );
                Tell(await new ControlClient(parsed.GetValue(control)!, http).SetAsync(request, ct));
                return 0;
            }
        );
        return new("flag", "Changes an environment's feature flags.") { set };
    }

    private static Argument<string> Environment() =>
        new("environment") { Description = "Environment, for example Prod." };

    private static Option<string> By() =>
        new("--by") { Description = "Who does it, as the audit says.", DefaultValueFactory = _ => "deployer" };

    private static void Tell(AuditEvent written) => Console.WriteLine($"{written.Describe()}.");
}
