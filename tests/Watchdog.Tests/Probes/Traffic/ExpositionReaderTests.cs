using System.Text;
using CsCheck;
using Mcpx.Watchdog.Probes.Traffic;

namespace Mcpx.Watchdog.Tests.Probes.Traffic;

/// <summary>
/// What was written is read back, and what nobody would write harms nobody. A few thousand documents; a million of each kind
/// with <c>MCPX_LONG=1</c>.
/// </summary>
public sealed class ExpositionReaderTests
{
    private static readonly int Inputs =
        System.Environment.GetEnvironmentVariable("MCPX_LONG") == "1" ? 1_000_000 : 4_000;

    private static readonly string[] Pieces =
    [
        "portal_http_requests_total",
        "portal_http_request_seconds_bucket",
        "# TYPE ",
        "# EOF",
        " counter",
        "{",
        "}",
        "code=\"500\"",
        "le=\"+Inf\"",
        "route=",
        "\"",
        ",",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\\",
        "\\n",
        "12",
        "-1",
        "NaN",
        "+Inf",
        "9e18",
        "1e308",
        " # {id=\"x\"} 1",
        "=",
        "\u00ff",
        "\u0000",
    ];

    private static readonly TrafficMap Map = TrafficMap.Of(new() { Cors = new() { IntendedOrigins = ["https://a"] } });

    [Fact]
    public void Next_WhateverWasWritten_IsReadBack() =>
        Gen.Select(ExpositionDocuments.Sample.List[0, 8], Gen.Bool, Gen.Int[0, 255])
            .Sample(
                (samples, isOpen, dress) =>
                {
                    var text = ExpositionDocuments.Write(samples, isOpen, dress);
                    var (read, problem) = Read(
                        Encoding.UTF8.GetBytes(text),
                        isOpen ? ExpositionFormat.OpenMetrics : ExpositionFormat.Text
                    );
                    Assert.Null(problem);
                    Assert.Equal(samples.Select(one => one.ToString()), read.Select(one => one.ToString()));
                },
                iter: Inputs
            );

    [Fact]
    public void Next_CutOffAnywhere_IsNeverAWholeOpenMetricsScrape() =>
        Gen.Select(ExpositionDocuments.Sample.List[1, 6], Gen.Int[0, 255], Gen.Double[0, 1])
            .Sample(
                (samples, dress, share) =>
                {
                    var whole = Encoding.UTF8.GetBytes(ExpositionDocuments.Write(samples, isOpen: true, dress));
                    var part = whole[..(int)((whole.Length - "# EOF\n".Length) * share)];
                    Assert.NotNull(Read(part, ExpositionFormat.OpenMetrics).Problem);
                },
                iter: Inputs
            );

    [Fact]
    public void Read_ValidDocumentsMutated_NeverThrowsAndNeverCountsBackwards() =>
        Gen.Select(
                ExpositionDocuments.Sample.List[0, 6],
                Gen.Bool,
                Gen.Int[0, 255],
                Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4_000], Gen.Byte, Gen.Int[0, 60]).Array[0, 6]
            )
            .Sample(
                (samples, isOpen, dress, changes) =>
                {
                    var bytes = Encoding.UTF8.GetBytes(ExpositionDocuments.Write(samples, isOpen, dress)).ToList();
                    foreach (var (kind, place, with, length) in changes)
                    {
                        Change(bytes, kind, place % (bytes.Count + 1), with, length);
                    }

                    Holds([.. bytes]);
                },
                iter: Inputs
            );

    [Fact]
    public void Read_AlmostExposition_NeverThrowsAndNeverCountsBackwards() =>
        ExpositionDocuments
            .OneOf(Pieces)
            .Array[0, 30]
            .Sample(pieces => Holds(Encoding.UTF8.GetBytes(string.Concat(pieces))), iter: Inputs);

    [Fact]
    public void Read_AnyBytes_NeverThrowsAndNeverCountsBackwards() => Gen.Byte.Array[0, 80].Sample(Holds, iter: Inputs);

    [Fact]
    public void Read_FourMegabytesOfAnything_StaysLinear()
    {
        const int most = 4 * 1024 * 1024;
        Holds(Fill("portal_http_requests_total{a=\"\\\\\\\"", most));
        Holds(Fill("{", most));
        Holds(Fill("portal_http_requests_total{code=\"200\"} 1\n", most));
        Holds(Fill("\n", most));
        Holds([.. "portal_http_requests_total{code=\""u8, .. Fill("5", most), .. "\"} 1\n"u8]);
        Holds([.. "portal_http_requests_total{"u8, .. Fill("a=\"b\",", most)]);
        Holds(
            Encoding.UTF8.GetBytes(
                string.Concat(
                    Enumerable
                        .Range(0, 60_000)
                        .Select(i => $"portal_http_requests_total{{code=\"200\",id=\"{i}\"}} 1\n")
                )
            )
        );
    }

    [Fact]
    public void Next_ThousandsOfSamples_AllocateNothingEach()
    {
        var text = Encoding.UTF8.GetBytes(
            string.Concat(
                Enumerable
                    .Range(0, 20_000)
                    .Select(i => $"a_total{{route=\"/api/jobs/{i}\",code=\"200\",what=\"a \\\"b\\\"\"}} {i}\n")
            )
        );
        var labels = new SeriesLabels();

        Assert.InRange(Allocations.Least(_ => Assert.Equal(20_000, Count(text, labels))), 0, 4_096);
    }

    private static int Count(byte[] text, SeriesLabels labels)
    {
        var reader = new ExpositionReader(text, ExpositionFormat.Text, labels);
        var count = 0;
        while (reader.Next())
        {
            count++;
        }

        Assert.Null(reader.Problem);
        return count;
    }

    private static byte[] Fill(string text, int length)
    {
        var (one, all) = (Encoding.UTF8.GetBytes(text), new byte[length]);
        for (var i = 0; i < length; i++)
        {
            all[i] = one[i % one.Length];
        }

        return all;
    }

    /// <summary>Overwrites, inserts, takes out, repeats, cuts off or splices in a piece of the format.</summary>
    private static void Change(List<byte> bytes, int kind, int place, byte with, int length)
    {
        var there = Math.Min(length, bytes.Count - place);
        switch (kind)
        {
            case 0 when place < bytes.Count:
                bytes[place] = with;
                break;
            case 1:
                bytes.Insert(place, with);
                break;
            case 2:
                bytes.RemoveRange(place, there);
                break;
            case 3:
                bytes.InsertRange(place, bytes.GetRange(place, there));
                break;
            case 4:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
            default:
                bytes.InsertRange(place, Encoding.UTF8.GetBytes(Pieces[with % Pieces.Length]));
                break;
        }
    }

    private static void Holds(byte[] body)
    {
        var reading = Exposition.Read(body, contentType: null, Map, Some.Start);
        Assert.InRange(reading.Errors, 0, reading.Calls);
        Assert.True(reading.Fault != TrafficFault.None || reading.Calls <= SeriesCheck.MostCalls);
        Assert.True(
            reading.Durations is null || reading.Durations.Counts.Length == reading.Durations.Bounds.Length + 1
        );
        Assert.True(reading.Durations is null == (reading.DurationFault != TrafficFault.None));
        Assert.All(reading.Refusals, one => Assert.InRange(one.Refused, 0, SeriesCheck.MostCalls));
        Assert.True(reading.Problem is null || reading.Fault == TrafficFault.Unreadable);
    }

    private static (IReadOnlyList<WrittenSample> Samples, string? Problem) Read(byte[] body, ExpositionFormat format)
    {
        var labels = new SeriesLabels();
        var reader = new ExpositionReader(body, format, labels);
        var samples = new List<WrittenSample>();
        while (reader.Next())
        {
            if (reader.Announced.IsEmpty)
            {
                samples.Add(
                    new(
                        Encoding.UTF8.GetString(reader.Name),
                        [
                            .. Enumerable
                                .Range(0, labels.Count)
                                .Select(at => (labels.Name(at).ToString(), labels.Value(at).ToString())),
                        ],
                        reader.Value,
                        reader.Timestamp is { } at ? (long)Math.Round(at * 1_000) : null
                    )
                );
            }
        }

        return (samples, reader.Problem);
    }
}
