using System.Buffers.Binary;
using System.Text;

namespace Mcpx.Watchdog.Tests.Support.Tds;

/// <summary>A parameter as it came over the wire.</summary>
/// <param name="Name">With its <c>@</c>.</param>
/// <param name="Type">As T-SQL writes it, size included: <c>nvarchar(200)</c>, <c>nvarchar(max)</c>, <c>bit</c>.</param>
/// <param name="Value">The value as text; null is NULL.</param>
internal sealed record TdsParameter(string Name, string Type, string? Value);

/// <summary>What a client asked for: a procedure by its name, or a text.</summary>
/// <param name="Procedure">The procedure; null for a text.</param>
/// <param name="Parameters">Its parameters in order.</param>
/// <param name="Text">The text; null for a procedure.</param>
internal sealed record TdsRequest(string? Procedure, IReadOnlyList<TdsParameter> Parameters, string? Text)
{
    /// <summary>The value of a parameter.</summary>
    public string? this[string name] => Parameters.Single(parameter => parameter.Name == name).Value;

    /// <summary>Reads a request of a packet's type.</summary>
    public static TdsRequest Read(byte type, byte[] message)
    {
        var reader = new Reader(message);
        reader.Skip((int)reader.UInt32() - 4); // all headers
        if (type == TdsPackets.Batch)
        {
            return new(Procedure: null, [], Encoding.Unicode.GetString(message, reader.At, message.Length - reader.At));
        }

        var length = reader.UInt16();
        var name = reader.Letters(length).Replace("[", "").Replace("]", "");
        reader.Skip(2); // option flags
        var parameters = new List<TdsParameter>();
        while (reader.At < message.Length)
        {
            parameters.Add(Parameter(reader));
        }

        return new(name, parameters, Text: null);
    }

    private static TdsParameter Parameter(Reader reader)
    {
        var name = reader.Letters(reader.Byte());
        reader.Skip(1); // status
        switch (reader.Byte())
        {
            case 0x68: // BITN
                reader.Skip(1);
                return new(name, "bit", reader.Byte() == 0 ? null : FormattableString.Invariant($"{reader.Byte()}"));
            case 0xE7: // NVARCHAR
                var most = reader.UInt16();
                reader.Skip(5); // collation
                return most == 0xFFFF
                    ? new(name, "nvarchar(max)", reader.Chunks())
                    : new(name, FormattableString.Invariant($"nvarchar({most / 2})"), reader.Short());
            case 0x26: // INTN
                return new(name, reader.Byte() == 8 ? "bigint" : "int", reader.Number());
            case 0x2B: // DATETIMEOFFSETN
                reader.Skip(1); // scale
                return new(name, "datetimeoffset", Convert.ToHexString(reader.Bytes(reader.Byte())));
            case 0xF3: // a table
                return new(name, Table(reader, out var rows), rows);
            case var other:
                throw new InvalidDataException(FormattableString.Invariant($"{name} has type {other:x2}"));
        }
    }

    /// <summary>A table-valued parameter: its type, and its rows as lines of values with a bar between them.</summary>
    private static string Table(Reader reader, out string? rows)
    {
        reader.Letters(reader.Byte()); // database
        var type = $"{reader.Letters(reader.Byte())}.{reader.Letters(reader.Byte())}";
        rows = null;
        var count = reader.UInt16();
        if (count == 0xFFFF)
        {
            reader.Skip(2); // no rows, and nothing after them
            return type;
        }

        var columns = new byte[count];
        for (var column = 0; column < count; column++)
        {
            reader.Skip(6); // user type and flags
            columns[column] = reader.Byte();
            reader.Skip(
                columns[column] switch
                {
                    0x26 => 1,
                    0xE7 => 7,
                    0xA5 => 2,
                    var other => throw new InvalidDataException(
                        FormattableString.Invariant($"a column has type {other:x2}")
                    ),
                }
            );
            reader.Letters(reader.Byte());
        }

        reader.Skip(1); // the end of what is said of the columns
        var lines = new List<string>();
        while (reader.Byte() == 1)
        {
            lines.Add(
                string.Join(
                    '|',
                    columns.Select(column =>
                        column switch
                        {
                            0x26 => reader.Number(),
                            0xE7 => reader.Chunks(),
                            _ => Convert.ToHexString(reader.Pieces() ?? []),
                        }
                    )
                )
            );
        }

        rows = string.Join('\n', lines);
        return type;
    }

    /// <summary>Walks through a message.</summary>
    private sealed class Reader(byte[] bytes)
    {
        public int At { get; private set; }

        public void Skip(int count) => At += count;

        public byte Byte() => bytes[At++];

        public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

        public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

        public string Letters(int count) => Encoding.Unicode.GetString(Take(count * 2));

        public string? Short()
        {
            var length = UInt16();
            return length == 0xFFFF ? null : Encoding.Unicode.GetString(Take(length));
        }

        /// <summary>A text of any length.</summary>
        public string? Chunks() => Pieces() is { } bytes ? Encoding.Unicode.GetString(bytes) : null;

        /// <summary>Bytes of any number: in chunks, up to an empty one.</summary>
        public byte[]? Pieces()
        {
            if (BinaryPrimitives.ReadUInt64LittleEndian(Take(8)) == ulong.MaxValue)
            {
                return null;
            }

            var all = new List<byte>();
            for (var chunk = UInt32(); chunk > 0; chunk = UInt32())
            {
                all.AddRange(Take((int)chunk));
            }

            return [.. all];
        }

        /// <summary>A number with its length in front; 0 is NULL.</summary>
        public string? Number() =>
            Byte() switch
            {
                0 => null,
                4 => FormattableString.Invariant($"{BinaryPrimitives.ReadInt32LittleEndian(Take(4))}"),
                8 => FormattableString.Invariant($"{BinaryPrimitives.ReadInt64LittleEndian(Take(8))}"),
                var other => throw new InvalidDataException(FormattableString.Invariant($"a number of {other} bytes")),
            };

        public byte[] Bytes(int count) => Take(count).ToArray();

        private ReadOnlySpan<byte> Take(int count)
        {
            At += count;
            return bytes.AsSpan(At - count, count);
        }
    }
}
