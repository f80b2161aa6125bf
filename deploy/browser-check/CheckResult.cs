using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mcpx.BrowserCheck;

/// <summary>How the check ended.</summary>
internal enum Outcome
{
    /// <summary>Every step passed.</summary>
    Passed,

    /// <summary>The portal failed at a step.</summary>
    Failed,

    /// <summary>The check could not be made.</summary>
    NotRun,
}

/// <summary>What the program prints, as one line of JSON (docs/browser-check.md).</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Why">Why it could not be made; null otherwise.</param>
/// <param name="Base">What was visited.</param>
/// <param name="Environment">The environment that its badge must show.</param>
/// <param name="Browser">The browser's version; null when it did not start.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Steps">What was done, in order.</param>
/// <param name="Heard">What the browser said besides.</param>
/// <param name="Screenshots">Pictures in the folder.</param>
internal sealed record CheckResult(
    Outcome Outcome,
    string? Why,
    string Base,
    string Environment,
    string? Browser,
    long Milliseconds,
    IReadOnlyList<Step> Steps,
    Heard Heard,
    IReadOnlyList<Screenshot> Screenshots
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // For people's eyes; whoever puts it into a page encodes it there.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public int ExitCode() =>
        Outcome switch
        {
            Outcome.Passed => ExitCodes.Passed,
            Outcome.Failed => ExitCodes.Failed,
            _ => ExitCodes.NotRun,
        };

    public string ToLine() => JsonSerializer.Serialize(this, Json);
}

/// <summary>One step: the sign-in, or a page.</summary>
/// <param name="Name"><c>sign-in</c> or the page's path.</param>
/// <param name="Passed">Whether it was as it must be.</param>
/// <param name="Measured">What was seen.</param>
internal sealed record Step(string Name, bool Passed, string Measured)
{
    public const string SignIn = "sign-in";
}

/// <summary>What the browser said besides: evidence, and no verdict by itself.</summary>
/// <param name="Console">Its errors and warnings.</param>
/// <param name="PageErrors">Exceptions that nobody caught.</param>
/// <param name="FailedRequests">Requests without an answer, or with 400 and above.</param>
/// <param name="Dialogs">How many dialogs were dismissed.</param>
/// <param name="LeftOut">How many lines of all kinds were heard and not kept.</param>
internal sealed record Heard(
    IReadOnlyList<string> Console,
    IReadOnlyList<string> PageErrors,
    IReadOnlyList<string> FailedRequests,
    int Dialogs,
    int LeftOut
);

/// <summary>A picture.</summary>
/// <param name="File">Its name in the folder.</param>
/// <param name="Page">What it shows.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record Screenshot(string File, string Page, int Bytes, string Sha256);
