using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class TriggerNamesTests
{
    [Fact]
    public void Spoken_EveryTrigger_ReadsAsWordsOfItsOwn()
    {
        var spoken = TriggerNames.All.Select(TriggerNames.Spoken).ToList();

        Assert.Equal(spoken.Count, spoken.Distinct(StringComparer.Ordinal).Count());
        Assert.All(spoken, words => Assert.DoesNotContain('-', words));
        // "failing due to business" means nothing to anybody; availability is a word.
        Assert.Equal([TriggerNames.Availability], TriggerNames.All.Where(trigger => spoken.Contains(trigger)));
    }

    /// <summary>The column of docs/triggers.md is what counts without configuration.</summary>
    [Fact]
    public void Documented_Severity_IsTheDefaultOfProd()
    {
        var documented = File.ReadLines(Path.Combine(Root(), "docs", "triggers.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Split('`')[1], cells => cells[^2], StringComparer.Ordinal);

        Assert.All(
            TriggerNames.All,
            trigger => Assert.Equal(Severities.Default("Prod", trigger).ToString(), documented[trigger])
        );
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MCPX.Watchdog.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No repository above.");
        }

        return folder;
    }
}
