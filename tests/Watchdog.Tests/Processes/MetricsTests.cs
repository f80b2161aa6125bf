using System.Text.RegularExpressions;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>What a running watchdog shows at <c>/metrics</c>, against what docs/operations.md says it shows.</summary>
[Trait("Category", "Processes")]
public sealed partial class MetricsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly ConfigurationFile _file = new();

    [UnixFact]
    public async Task Scrape_RunningWatchdog_ShowsWhatIsDocumentedAndNothingElse()
    {
        await using var program = RunningProgram.Watchdog("run", "--config", _file.Write());
        var text = await ScrapeAsync(program, scrape => Value(scrape, "watchdog_evaluation_seconds_count") >= 4);

        var shown = Declared()
            .Matches(text)
            .ToDictionary(line => line.Groups["name"].Value, line => line.Groups["type"].Value);
        var documented = MetricsDocument.Read();
        Assert.Equal(
            documented.Values.Select(metric => $"{metric.Name} {metric.Type}").Order(StringComparer.Ordinal),
            shown.Select(metric => $"{metric.Key} {metric.Value}").Order(StringComparer.Ordinal)
        );
        Assert.All(
            Series().Matches(text),
            series =>
                Assert.Equal(
                    documented[Family(series.Groups["name"].Value, documented)].Labels.Order(StringComparer.Ordinal),
                    Label()
                        .Matches(series.Groups["labels"].Value)
                        .Select(label => label.Groups["label"].Value)
                        .Where(label => label != "le")
                        .Order(StringComparer.Ordinal)
                )
        );
    }

    [UnixFact]
    public async Task Scrape_NothingAnswers_TellsOfItAndCountsFromNought()
    {
        await using var program = RunningProgram.Watchdog("run", "--config", _file.Write());
        var text = await ScrapeAsync(
            program,
            scrape =>
                Value(scrape, "watchdog_blind{environment=\"Prod\"}") is 1
                && Value(scrape, Word("availability", "ProbeError")) is 1
        );

        Assert.InRange(Value(text, "watchdog_evaluation_age_seconds")!.Value, 0, 5);
        Assert.Equal(1, Value(text, "watchdog_leader"));
        Assert.Equal((1, 0), (Value(text, "watchdog_streams_wanted"), Value(text, "watchdog_streams_open")));
        Assert.Equal(0, Value(text, "watchdog_inputs_dropped_total"));
        Assert.Equal(0, Value(text, "watchdog_incident_open{environment=\"Prod\"}"));
        Assert.Equal(0, Value(text, "watchdog_messages_total{outcome=\"Failed\"}"));
        Assert.True(Value(text, "watchdog_journal_append_seconds_count") >= 0);
        Assert.Equal(0, Value(text, "watchdog_probes_skipped_total{environment=\"Prod\",kind=\"Health\"}"));
        Assert.True(Value(text, "watchdog_configuration_warnings") >= 1);
        Assert.Contains("watchdog_configuration_info{version=\"", text, StringComparison.Ordinal);
        Assert.All(
            MetricsDocument.NamesIn(await File.ReadAllTextAsync(Shipped.Document("operations.md"))),
            name => Assert.Contains($"# TYPE {name} ", text, StringComparison.Ordinal)
        );

        Assert.Equal(0, Value(text, Word("availability", "Healthy")));
        var words = Words().Matches(text).ToLookup(word => word.Groups["trigger"].Value);
        Assert.NotEmpty(words);
        Assert.All(words, trigger => Assert.Single(trigger, word => word.Groups["value"].Value == "1"));
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Scrapes until it shows what is waited for.</summary>
    private async Task<string> ScrapeAsync(RunningProgram program, Func<string, bool> until)
    {
        using var http = new HttpClient { BaseAddress = new(_file.Listens) };
        var text = "";
        await Wait.UntilAsync(
            "the metrics show what is waited for",
            async () =>
            {
                Assert.False(program.HasExited, program.Output + program.Error);
                try
                {
                    text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
                    return until(text);
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            Patience
        );
        return text;
    }

    private static string Word(string trigger, string state) =>
        $"watchdog_trigger_state{{environment=\"Prod\",trigger=\"{trigger}\",state=\"{state}\"}}";

    private static double? Value(string text, string series) =>
        text.Split('\n').FirstOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal)) is { } line
            ? double.Parse(line[(series.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static string Family(string series, IReadOnlyDictionary<string, DocumentedMetric> documented) =>
        documented.ContainsKey(series) ? series : MetricsDocument.WithoutPart(series);

    [GeneratedRegex(
        @"^# TYPE (?<name>watchdog_\S+) (?<type>\S+)$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Declared();

    [GeneratedRegex(
        @"^(?<name>watchdog_[a-z_]+)(\{(?<labels>.*)\})? \S+$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Series();

    [GeneratedRegex(@"(?<label>[a-z]+)=""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"^watchdog_trigger_state\{environment=""Prod"",trigger=""(?<trigger>[^""]+)"",state=""[A-Za-z]+""\} (?<value>\d)$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Words();
}
