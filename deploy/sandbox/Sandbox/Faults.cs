namespace Mcpx.Sandbox;

/// <summary>What each release of the sandbox does to people, in one sentence each.</summary>
internal static class Faults
{
    public static readonly (string Tag, string Sentence)[] All =
    [
        ("v1.8.2", "Good; the last known good release to come back to."),
        ("v1.9.1", "Good; API and web belong together. Shows a deploy that harms nobody."),
        ("v1.9.0-ready-fails", "/ready answers 503 because of a key that no environment has."),
        ("v1.9.0-errors-5pct", "Each twentieth JSON call answers 500."),
        ("v1.9.0-slow-json", "JSON calls take 900 ms."),
        ("v1.9.0-sse-stall", "Event streams stay open and fall silent after the greeting."),
        ("v1.9.0-slow-first-event", "The first event of a stream comes after 400 ms."),
        ("v1.9.0-broken-dashboard", "The web's dashboard shows an error page; the API is well."),
        ("v1.9.0-cors", "Two of three intended browser origins are refused with origin_forbidden."),
        ("v1.9.0-open-config", "/api/config/effective answers without a token."),
        ("v1.9.0-web-secret", "The web's script holds a cloud key that everybody can read."),
        ("v1.9.0-procedure", "Its migration 0119 breaks the procedure that sets flags; going back leaves it broken."),
        ("v1.9.3-hotfix", "Good; its migration 0120 mends what 0119 broke. The forward hotfix."),
        ("v1.9.2-coupled-stall", "API and web belong together, and the API's event streams fall silent."),
        ("v1.8.0-fades", "Passes every smoke; its event streams fall silent after 15 s. A bad LKG."),
    ];

    /// <summary>The lines that <c>list</c> prints and the launcher repeats.</summary>
    public static IEnumerable<string> Ways()
    {
        yield return "Deploy a release:    ./watchdog sandbox deploy Prod v1.9.0-sse-stall";
        foreach (var (tag, sentence) in All)
            yield return $"  {tag, -26}{sentence}";
        yield return "Break one instance:  ./watchdog sandbox break Prod api-1 stop     its process ends and stays away";
        yield return "                     ./watchdog sandbox break Prod api-1 freeze   it accepts calls and never answers";
        yield return "Make a fault:        ./watchdog sandbox fault Prod stall api-1    its event streams fall silent, those of api-2 go on";
        yield return "                     ./watchdog sandbox fault Prod procedure      writing a key or flag answers 500";
        yield return "                     ./watchdog sandbox fault Prod audit          keys and flags are written without an audit event";
        yield return "Have a bad LKG:      Watchdog__Environments__Prod__Lkg__Api=v1.8.0-fades ./watchdog up";
        yield return "Change a setting:    ./watchdog sandbox config set Prod Cors:AllowedOrigins https://nobody.example";
        yield return "                     ./watchdog sandbox config set Prod Network:SseKeepAliveSeconds 20";
        yield return "                     ./watchdog sandbox flag set Prod EnableLegacyHttpSse on";
        yield return "                     ./watchdog sandbox flag set Prod EnableReadReplicas on   each twentieth JSON call answers 500";
        yield return "                     ./watchdog sandbox config set RTM Auth:SessionMinutes 5    drifts from what is expected";
        yield return "  Where a setting does harm, the watchdog proposes to set it back.";
        yield return "Undo breaks, faults: ./watchdog sandbox heal [ENV]";
    }
}
