using System.Text;

namespace Mcpx.Watchdog.Tests.Support.Tds;

/// <summary>Writes the answers of a SQL Server, token by token (MS-TDS 2.2.7), as far as the tests need them.</summary>
internal sealed class TdsTokens
{
    private const int Latin = 0x00D00409; // Latin1_General_CI_AS
    private readonly Output _out = new();

    public byte[] Bytes => _out.Bytes;

    /// <summary>What follows a login that is let in.</summary>
    public TdsTokens LoggedIn()
    {
        var body = Nested(token =>
        {
            token._out.Write((byte)1); // T-SQL
            token._out.Write([0x74, 0x00, 0x00, 0x04]); // TDS 7.4
            token.Letters("Microsoft SQL Server");
            token._out.Write([16, 0, 0, 0]);
        });
        _out.Write((byte)0xAD);
        _out.Write((ushort)body.Length);
        _out.Write(body);
        return Change(1, "portal", "master").Collation().Change(4, "4096", "4096").Done();
    }

    /// <summary>An error with its number.</summary>
    public TdsTokens Error(int number, string message, byte severity = 16, string procedure = "")
    {
        var body = Nested(token =>
        {
            token._out.Write(number);
            token._out.Write((byte)1);
            token._out.Write(severity);
            token._out.Write((ushort)message.Length);
            token._out.Write(Encoding.Unicode.GetBytes(message));
            token.Letters("test-server");
            token.Letters(procedure);
            token._out.Write(1); // line
        });
        _out.Write((byte)0xAA);
        _out.Write((ushort)body.Length);
        _out.Write(body);
        return this;
    }

    /// <summary>The end of a request.</summary>
    /// <param name="status">0 fine, 2 with an error, 0x20 an attention that was heeded.</param>
    public TdsTokens Done(ushort status = 0)
    {
        _out.Write((byte)0xFD);
        _out.Write(status);
        _out.Write((ushort)0);
        _out.Write(0L);
        return this;
    }

    /// <summary>The head of a result: names with their types.</summary>
    public TdsTokens Columns(params IReadOnlyList<(string Name, TdsColumn Type)> columns)
    {
        _out.Write((byte)0x81);
        _out.Write((ushort)columns.Count);
        foreach (var (name, type) in columns)
        {
            _out.Write(0);
            _out.Write((ushort)1); // may be NULL
            switch (type)
            {
                case TdsColumn.Bit:
                    _out.Write([0x68, 1]);
                    break;
                case TdsColumn.BigInt:
                    _out.Write([0x26, 8]);
                    break;
                case TdsColumn.Time:
                    _out.Write([0x2B, 3]);
                    break;
                case TdsColumn.Binary:
                    _out.Write([0xA5, 0x40, 0x1F]);
                    break;
                default:
                    _out.Write((byte)0xE7);
                    _out.Write(type == TdsColumn.LongText ? (ushort)0xFFFF : (ushort)2_000);
                    _out.Write(Latin);
                    _out.Write((byte)52);
                    break;
            }

            Letters(name);
        }

        return this;
    }

    /// <summary>A row, in the order of the columns.</summary>
    public TdsTokens Row(params IReadOnlyList<(TdsColumn Type, object? Value)> values)
    {
        _out.Write((byte)0xD1);
        foreach (var (type, value) in values)
        {
            Value(type, value);
        }

        return this;
    }

    /// <summary>Bytes that are no token.</summary>
    public TdsTokens Raw(params byte[] bytes)
    {
        _out.Write(bytes);
        return this;
    }

    private void Value(TdsColumn type, object? value)
    {
        switch (type)
        {
            case TdsColumn.LongText when value is null:
                _out.Write(ulong.MaxValue);
                break;
            case TdsColumn.LongText:
                var letters = Encoding.Unicode.GetBytes((string)value);
                _out.Write((ulong)letters.Length);
                if (letters.Length > 0)
                {
                    _out.Write((uint)letters.Length);
                    _out.Write(letters);
                }

                _out.Write(0);
                break;
            case TdsColumn.Text when value is null:
                _out.Write((ushort)0xFFFF);
                break;
            case TdsColumn.Text:
                _out.Write((ushort)(((string)value).Length * 2));
                _out.Write(Encoding.Unicode.GetBytes((string)value));
                break;
            case TdsColumn.Binary when value is null:
                _out.Write((ushort)0xFFFF);
                break;
            case TdsColumn.Binary:
                _out.Write((ushort)((byte[])value).Length);
                _out.Write((byte[])value);
                break;
            case var _ when value is null:
                _out.Write((byte)0);
                break;
            case TdsColumn.Bit:
                _out.Write([1, (bool)value ? (byte)1 : (byte)0]);
                break;
            case TdsColumn.BigInt:
                _out.Write((byte)8);
                _out.Write((long)value);
                break;
            default:
                Time((DateTimeOffset)value);
                break;
        }
    }

    /// <summary>UTC milliseconds of the day in four bytes, the day in three, the offset in minutes.</summary>
    private void Time(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        _out.Write((byte)9);
        _out.Write((uint)utc.TimeOfDay.TotalMilliseconds);
        var day = (int)(utc.Date - DateTime.MinValue).TotalDays;
        _out.Write([(byte)day, (byte)(day >> 8), (byte)(day >> 16)]);
        _out.Write((short)at.Offset.TotalMinutes);
    }

    private TdsTokens Change(byte what, string now, string before)
    {
        var body = Nested(token =>
        {
            token._out.Write(what);
            token.Letters(now);
            token.Letters(before);
        });
        _out.Write((byte)0xE3);
        _out.Write((ushort)body.Length);
        _out.Write(body);
        return this;
    }

    private TdsTokens Collation()
    {
        _out.Write((byte)0xE3);
        _out.Write((ushort)8);
        _out.Write([7, 5]);
        _out.Write(Latin);
        _out.Write([52, 0]);
        return this;
    }

    private void Letters(string text)
    {
        _out.Write((byte)text.Length);
        _out.Write(Encoding.Unicode.GetBytes(text));
    }

    /// <summary>Numbers with the low byte first, as the protocol has them.</summary>
    private sealed class Output
    {
        private readonly List<byte> _bytes = [];

        public byte[] Bytes => [.. _bytes];

        public void Write(byte value) => _bytes.Add(value);

        public void Write(params byte[] values) => _bytes.AddRange(values);

        public void Write(ushort value) => Little(value, 2);

        public void Write(short value) => Little((ulong)value, 2);

        public void Write(int value) => Little((ulong)value, 4);

        public void Write(uint value) => Little(value, 4);

        public void Write(long value) => Little((ulong)value, 8);

        public void Write(ulong value) => Little(value, 8);

        private void Little(ulong value, int bytes)
        {
            for (var index = 0; index < bytes; index++)
            {
                _bytes.Add((byte)(value >> (8 * index)));
            }
        }
    }

    private static byte[] Nested(Action<TdsTokens> write)
    {
        var token = new TdsTokens();
        write(token);
        return token.Bytes;
    }
}

/// <summary>The types of columns.</summary>
internal enum TdsColumn
{
    Text,
    LongText,
    Bit,
    BigInt,
    Time,
    Binary,
}
