using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Yaml;

/// <summary>
/// One YAML document with its bounds: the tree is built by recursion and an alias stands for a whole branch, so that a short
/// text could end the process or fill its memory. Both are refused before anything is built.
/// </summary>
internal static class YamlFile
{
    private const int MostBytes = 1024 * 1024;
    private const int MostEvents = 100_000;
    private const int MostDepth = 40;

    /// <summary>Reads a file's bytes and its document.</summary>
    /// <exception cref="BadFileException">It cannot be read, or is no YAML within the bounds.</exception>
    public static (YamlNode Root, byte[] Bytes) Load(string file)
    {
        var bytes = Read(file);
        return (Parse(file, Encoding.UTF8.GetString(bytes)), bytes);
    }

    /// <summary>Reads a document from its text.</summary>
    /// <exception cref="BadFileException">It is no YAML within the bounds.</exception>
    public static YamlNode Parse(string file, string text)
    {
        // The reader takes a byte order mark away, text in memory still has it.
        text = text.TrimStart('\uFEFF');
        Parser? parser = null;
        try
        {
            parser = new(new StringReader(text));
            Measure(file, parser);
            parser = new(new StringReader(text));
            var yaml = new YamlStream();
            yaml.Load(parser);
            return yaml.Documents is [var document]
                ? document.RootNode
                : throw new BadFileException(file, "One YAML document must stand here.");
        }
        catch (YamlException problem)
        {
            throw new BadFileException([$"{Place.Of(file, problem.Start)}: {problem.Message}"]);
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException)
        {
            // The parser says where it is, but not always what it misses.
            throw new BadFileException([
                $"{Place.Of(file, parser?.Current?.End ?? Mark.Empty)}: no YAML can be read from here on",
            ]);
        }
    }

    private static byte[] Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var bytes = new byte[MostBytes + 1];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read <= MostBytes
                ? bytes[..read]
                : throw new BadFileException(file, $"longer than {MostBytes / 1024} KiB");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException(file, problem.Message);
        }
    }

    private static void Measure(string file, Parser parser)
    {
        var (depth, events) = (0, 0);
        while (parser.MoveNext())
        {
            var here = parser.Current!;
            depth += here.NestingIncrease;
            if (here is AnchorAlias)
            {
                throw new BadFileException([$"{Place.Of(file, here.Start)}: aliases are not read; write it out"]);
            }

            if (depth > MostDepth || ++events > MostEvents)
            {
                throw new BadFileException([$"{Place.Of(file, here.Start)}: deeper or longer than is read here"]);
            }
        }
    }
}
