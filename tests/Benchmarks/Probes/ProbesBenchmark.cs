using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Mcpx.Benchmarks.Reporting;

namespace Mcpx.Benchmarks.Probes;

/// <summary>What a probe costs, paced and without pause, the latter beside <c>wrk</c> against the same server.</summary>
internal static partial class ProbesBenchmark
{
    private const int Connections = 64;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Paced = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Saturated = TimeSpan.FromSeconds(10);

    public static IEnumerable<Figure> Run()
    {
        using var server = Child.Start([AnswerServer.Role]);
        var address = $"http://127.0.0.1:{server.Read()}";
        yield return Figure.Lower("pooled_us", Cost($"{address}/healthz"), "us", 100);
        yield return Figure.Lower("fresh_us", Cost($"{address}/close"), "us", 200);
        double ours;
        using (
            var client = Child.Start(
                [ProbeClient.SaturateRole, $"{address}/healthz", Text(Connections)],
                Sockets.InPlace
            )
        )
        {
            var (answers, cpu) = Measure(client, Saturated);
            ours = answers / cpu.TotalSeconds;
        }

        yield return Figure.Higher("saturated_per_cpu_s", ours, "1/s");
        if (Wrk($"{address}/healthz") is { } theirs)
        {
            yield return Figure.Higher("wrk_per_cpu_s", theirs, "1/s");
            yield return Figure.Higher("wrk_ratio", ours / theirs, "x", 0.6);
        }
        else
        {
            Console.Error.WriteLine("wrk is not installed (apt-get install wrk): no wrk_ratio.");
        }
    }

    /// <summary>Processor time of one paced probe, in microseconds.</summary>
    private static double Cost(string address)
    {
        using var client = Child.Start([ProbeClient.Role, address], Sockets.InPlace);
        var (answers, cpu) = Measure(client, Paced);
        var expected = ProbeClient.Targets * Paced.TotalSeconds;
        return answers >= expected * 0.9 && answers <= expected * 1.1
            ? cpu.TotalMicroseconds / answers
            : throw new InvalidOperationException($"{answers} probes were answered, not about {expected}.");
    }

    private static (long Answers, TimeSpan Cpu) Measure(Child client, TimeSpan time)
    {
        Thread.Sleep(Settle);
        var (answers, cpu) = (Answers(), client.Processor);
        Thread.Sleep(time);
        return (Answers() - answers, client.Processor - cpu);

        long Answers()
        {
            client.Tell("how many");
            return long.Parse(client.Read(), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Its requests a second of processor time; null when it is not installed.</summary>
    private static double? Wrk(string address)
    {
        var seconds = Text((int)Saturated.TotalSeconds);
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("wrk -t1 -c\"$1\" -d\"$2\"s \"$3\" && times");
        foreach (var word in (string[])["sh", Text(Connections), seconds, address])
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        // "  123456 requests in 10.00s, …", then the shell's own times and those of its children: "0m1.234s 0m5.678s".
        return process.ExitCode == 0
            ? double.Parse(Requests().Match(output).Groups["count"].Value, CultureInfo.InvariantCulture)
                / Times().Matches(output).TakeLast(2).Sum(Seconds)
            : null;
    }

    private static double Seconds(Match time) =>
        (60 * double.Parse(time.Groups["minutes"].Value, CultureInfo.InvariantCulture))
        + double.Parse(time.Groups["seconds"].Value, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<count>\d+) requests in", RegexOptions.NonBacktracking)]
    private static partial Regex Requests();

    [GeneratedRegex(@"(?<minutes>\d+)m(?<seconds>[\d.]+)s", RegexOptions.NonBacktracking)]
    private static partial Regex Times();
}
