namespace Mcpx.Watchdog.Comms;

/// <summary>Words of a message that stand for a person or a page; everything else in it is only text, whatever it looks like.</summary>
/// <param name="Said">As the text says it, for example <c>@rina</c>.</param>
/// <param name="Markup">As Slack wants it, for example <c>&lt;@U024BE7LH&gt;</c>.</param>
internal sealed record SlackReference(string Said, string Markup)
{
    private const int LongestId = 40;

    /// <summary>A person: Slack notifies them. Null where the id is none.</summary>
    public static SlackReference? Person(string name, string? id) =>
        name.Length > 0 && id is { Length: > 0 and <= LongestId } && id.All(char.IsAsciiLetterOrDigit)
            ? new($"@{name}", $"<@{id}>")
            : null;

    /// <summary>A page of the dashboard: people get there by a click.</summary>
    public static SlackReference Page(string address) => new(address, $"<{SlackMarkup.Of(address)}>");

    /// <summary>Whether it stands there in a text, and is not a part of a longer word.</summary>
    public bool StandsAt(string text, int at)
    {
        var end = at + Said.Length;
        return string.CompareOrdinal(text, at, Said, 0, Said.Length) == 0
            && (at == 0 || !IsOfAWord(text[at - 1]))
            && !(
                end < text.Length
                && (
                    IsOfAWord(text[end])
                    || (text[end] is '.' or '@' or '/' && end + 1 < text.Length && IsOfAWord(text[end + 1]))
                )
            );
    }

    private static bool IsOfAWord(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-';
}
