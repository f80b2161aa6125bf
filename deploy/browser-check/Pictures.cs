using System.Security.Cryptography;
using Microsoft.Playwright;

namespace Mcpx.BrowserCheck;

/// <summary>Takes pictures of what the window shows, each at most 1 MiB, with what may be secret painted over.</summary>
internal sealed class Pictures(CheckRequest request)
{
    private const int MostBytes = 1024 * 1024;
    private const double Patience = 3_000;

    private readonly List<Screenshot> _taken = [];

    public IReadOnlyList<Screenshot> Taken
    {
        get
        {
            lock (_taken)
            {
                return [.. _taken];
            }
        }
    }

    /// <summary>Takes one.</summary>
    /// <param name="page">Of what.</param>
    /// <param name="step">What it shows.</param>
    /// <param name="left">The time that is left for all.</param>
    /// <returns>Why there is none; null when there is.</returns>
    public async Task<string?> TakeAsync(IPage page, string step, TimeSpan left)
    {
        byte[] bytes;
        try
        {
            string[] masks = ["input[type=password]", "[data-secret]", .. request.Masks];
            bytes = await page.ScreenshotAsync(
                new()
                {
                    Type = ScreenshotType.Jpeg,
                    Quality = 60,
                    Timeout = (float)Math.Clamp(left.TotalMilliseconds, 1, Patience),
                    Animations = ScreenshotAnimations.Disabled,
                    Mask = [.. masks.Select(mask => page.Locator(mask))],
                }
            );
        }
        catch (Exception problem) when (problem is PlaywrightException or TimeoutException)
        {
            return "no picture";
        }

        if (bytes.Length > MostBytes)
        {
            return "picture above 1 MiB not kept";
        }

        try
        {
            Keep(bytes, step);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A full disk of ours is no fault of the page.
            return "picture not kept";
        }
    }

    private void Keep(byte[] bytes, string step)
    {
        // Numbered: two paths may look the same once they are a file's name.
        var name = new string([.. step.Trim('/').Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Take(40)]);
        lock (_taken)
        {
            var file = FormattableString.Invariant($"{_taken.Count + 1:00}-{name}.jpg");
            File.WriteAllBytes(Path.Combine(request.Folder, file), bytes);
            _taken.Add(new(file, step, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }
    }
}
