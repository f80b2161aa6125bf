using Microsoft.Playwright;

namespace Mcpx.BrowserCheck;

/// <summary>
/// Listens to a tab and keeps a bounded part of what it says. After so many lines of a kind it stops to listen, and the
/// driver stops to send them.
/// </summary>
internal sealed class Overheard(Redaction redaction)
{
    private const int MostKept = 50;
    private const int MostListenedTo = 500;
    private const int FirstError = 400;

    private readonly Lock _gate = new();
    private readonly List<string> _console = [];
    private readonly List<string> _errors = [];
    private readonly List<string> _requests = [];
    private int _consoleSeen;
    private int _requestsSeen;
    private int _dialogs;
    private int _leftOut;

    /// <summary>What was kept so far.</summary>
    public Heard Heard
    {
        get
        {
            lock (_gate)
            {
                return new([.. _console], [.. _errors], [.. _requests], _dialogs, _leftOut);
            }
        }
    }

    public void ListenTo(IPage page)
    {
        page.PageError += (_, error) => Keep(_errors, error);
        page.Console += Console;
        page.RequestFailed += Failed;
        page.Response += Answered;
        page.Dialog += Dismiss;

        void Console(object? sender, IConsoleMessage message)
        {
            if (Interlocked.Increment(ref _consoleSeen) > MostListenedTo)
            {
                page.Console -= Console;
            }

            if (message.Type is "error" or "warning")
            {
                Keep(_console, $"{message.Type}: {message.Text}");
            }
        }

        void Failed(object? sender, IRequest request)
        {
            if (Interlocked.Increment(ref _requestsSeen) > MostListenedTo)
            {
                page.RequestFailed -= Failed;
            }

            Keep(_requests, $"{redaction.CleanAddress(request.Url)} {request.Failure}");
        }

        void Answered(object? sender, IResponse answer)
        {
            if (answer.Status >= FirstError)
            {
                if (Interlocked.Increment(ref _requestsSeen) > MostListenedTo)
                {
                    page.Response -= Answered;
                }

                Keep(_requests, $"{redaction.CleanAddress(answer.Url)} {answer.Status}");
            }
        }
    }

    /// <summary>A dialog stops the page until somebody answers.</summary>
    private void Dismiss(object? sender, IDialog dialog)
    {
        Interlocked.Increment(ref _dialogs);
        _ = DismissAsync(dialog);
    }

    private static async Task DismissAsync(IDialog dialog)
    {
        try
        {
            await dialog.DismissAsync();
        }
        catch (PlaywrightException)
        {
            // The tab went away, and the dialog with it.
        }
    }

    /// <summary>Keeps a line once, however often it is said.</summary>
    private void Keep(List<string> kept, string text)
    {
        var clean = redaction.Clean(text);
        lock (_gate)
        {
            if (kept.Count < MostKept && !kept.Contains(clean, StringComparer.Ordinal))
            {
                kept.Add(clean);
            }
            else
            {
                _leftOut++;
            }
        }
    }
}
