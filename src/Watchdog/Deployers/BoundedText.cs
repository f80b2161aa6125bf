using System.Text;

namespace Mcpx.Watchdog.Deployers;

/// <summary>Collects lines up to a bound: a program may print a gigabyte, we keep what we can use.</summary>
internal sealed class BoundedText(int most)
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString().Trim();

    public void Add(string line)
    {
        if (_text.Length + line.Length < most)
        {
            _text.Append(line).Append('\n');
        }
    }
}
