using Xunit.Abstractions;
using Xunit.Sdk;

namespace Mcpx.Db.Tests.Suite;

/// <summary>A test of every store; visibly skipped for the one on SQL Server where no server is given.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Mcpx.Db.Tests.Suite.StoreFactDiscoverer", "Mcpx.Db.Tests")]
internal sealed class StoreFactAttribute : FactAttribute;

/// <summary>Sees for which store a test is: the class it is run in knows, the method does not.</summary>
internal sealed class StoreFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo factAttribute
    )
    {
        var (display, options) = (
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault()
        );
        yield return testMethod.TestClass.Class.Name == typeof(SqlServerStoreTests).FullName
        && SqlServerBed.Given is null
            ? new MissingServerCase(messages, display, options, testMethod)
            : new XunitTestCase(messages, display, options, testMethod);
    }
}

/// <summary>A test that has no server.</summary>
internal sealed class MissingServerCase : XunitTestCase
{
    [Obsolete("For the deserializer.")]
    public MissingServerCase() { }

    public MissingServerCase(
        IMessageSink messages,
        TestMethodDisplay display,
        TestMethodDisplayOptions options,
        ITestMethod method
    )
        : base(messages, display, options, method) { }

    protected override void Initialize()
    {
        base.Initialize();
        SkipReason =
            $"needs a SQL Server: set {SqlServerBed.Variable} to the connection string of who may create databases";
    }
}
