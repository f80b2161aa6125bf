using System.Xml;
using System.Xml.Linq;

namespace Mcpx.Launcher.Test;

/// <summary>One failed test.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Message">What was expected and found.</param>
/// <param name="StackTrace">Where.</param>
internal sealed record FailedTest(string Name, string Message, string StackTrace);

/// <summary>The sum over all trx files of one run.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Skipped">Tests that said they did not run.</param>
/// <param name="Failures">Tests that failed, in any way.</param>
/// <param name="Troubles">What is wrong besides single tests: a crashed test host, an unreadable file.</param>
internal sealed record TrxSummary(
    int Passed,
    int Skipped,
    IReadOnlyList<FailedTest> Failures,
    IReadOnlyList<string> Troubles
)
{
    /// <summary>Nothing ran.</summary>
    public static readonly TrxSummary None = new(0, 0, [], []);

    /// <summary>True when at least one test ran, and nothing failed.</summary>
    public bool IsGood => Passed > 0 && Failures.Count == 0 && Troubles.Count == 0;

    /// <summary>The last line of a run.</summary>
    public string Line => $"{Passed} passed, {Failures.Count} failed, {Skipped} skipped";

    /// <summary>Sums every trx file in a folder and below.</summary>
    public static TrxSummary Of(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, "*.trx", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(Read)
                .Aggregate(None, (sum, file) => sum.Plus(file))
            : None;

    private TrxSummary Plus(TrxSummary other) =>
        new(
            Passed + other.Passed,
            Skipped + other.Skipped,
            [.. Failures, .. other.Failures],
            [.. Troubles, .. other.Troubles]
        );

    // <UnitTestResult testName="A.B_C_D" outcome="Failed"><Output><ErrorInfo><Message>..</Message><StackTrace>..</StackTrace>
    // The <Counters> are not used: the xunit adapter leaves skipped tests out of notExecuted.
    private static TrxSummary Read(string path)
    {
        try
        {
            var document = XDocument.Load(path);
            var results = Named(document, "UnitTestResult")
                .ToLookup(result => (string?)result.Attribute("outcome") ?? "no outcome", StringComparer.Ordinal);
            return new TrxSummary(
                results["Passed"].Count(),
                results["NotExecuted"].Count(),
                [
                    .. results
                        .Where(group => group.Key is not ("Passed" or "NotExecuted"))
                        .SelectMany(group => group)
                        .Select(Failure),
                ],
                [
                    .. Named(document, "RunInfo")
                        .Where(info => (string?)info.Attribute("outcome") == "Error")
                        .Select(info => $"{Path.GetFileName(path)}: {info.Value.Trim()}")
                        .Where(text => !text.Contains("[FAIL]", StringComparison.Ordinal)),
                ]
            );
        }
        catch (Exception broken) when (broken is XmlException or IOException)
        {
            return None with { Troubles = [$"{Path.GetFileName(path)} cannot be read: {broken.Message}"] };
        }
    }

    private static FailedTest Failure(XElement result) =>
        new(
            (string?)result.Attribute("testName") ?? "a test without a name",
            Named(result, "Message").FirstOrDefault()?.Value.Trim()
                ?? $"outcome {(string?)result.Attribute("outcome")}",
            Named(result, "StackTrace").FirstOrDefault()?.Value.Trim() ?? ""
        );

    private static IEnumerable<XElement> Named(XContainer container, string name) =>
        container.Descendants().Where(element => element.Name.LocalName == name);
}
