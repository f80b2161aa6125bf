using System.Security.Cryptography;
using Mcpx.Domain.Contracts;
using Mcpx.Watchdog.Yaml;

namespace Mcpx.Watchdog.Contracts;

/// <summary>A contract as it was read from a file.</summary>
/// <param name="Contract">What it says.</param>
/// <param name="Sha256">The file's digest, lower-case hexadecimal: what an approval binds.</param>
internal sealed record ContractFile(Contract Contract, string Sha256)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="BadFileException">It cannot be read, or something in it is wrong.</exception>
    public static ContractFile Load(string file)
    {
        var (root, bytes) = YamlFile.Load(file);
        return new(ContractReader.Read(file, root), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
