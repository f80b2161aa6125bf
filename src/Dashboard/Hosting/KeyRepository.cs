using System.Data.Common;
using System.Xml.Linq;
using Mcpx.Dashboard.Store;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Mcpx.Dashboard.Hosting;

/// <summary>
/// Keys in the store. One that was needed before the watchdog made the store is kept in memory, and written as soon as the store is
/// there. Keys that cannot be read are not none: with new ones everybody would be signed out, and two dashboards would not accept each
/// other's cookies for a day; rather the request fails, and the next one asks again.
/// </summary>
internal sealed class KeyRepository : IXmlRepository
{
    private readonly Lock _gate = new();
    private readonly List<(string Name, string Xml)> _waiting = [];
    private readonly Db.Store _store;
    private readonly ILogger<KeyRepository> _log;

    public KeyRepository(Db.Store store, StoreFollower follower, ILogger<KeyRepository> log)
    {
        (_store, _log) = (store, log);
        follower.Changed += () =>
        {
            if (follower.Obstacle is null)
            {
                Flush();
            }
        };
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        Flush();
        lock (_gate)
        {
            return [.. Kept().Concat(_waiting.Select(static key => key.Xml)).Select(XElement.Parse)];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_gate)
        {
            _waiting.Add((friendlyName, element.ToString(SaveOptions.DisableFormatting)));
        }

        Flush();
    }

    private IEnumerable<string> Kept()
    {
        if (!_store.DashboardKeys.Exists)
        {
            return [];
        }

        try
        {
            return _store.DashboardKeys.All();
        }
        catch (DbException problem)
        {
            Auth.Sessions.Log.KeysUnreachable(_log, problem);
            if (_store.Place.Obstacle() is null)
            {
                throw;
            }

            // There is no such table yet, and so no key.
            return [];
        }
    }

    private void Flush()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 || !_store.DashboardKeys.Exists)
            {
                return;
            }

            try
            {
                foreach (var (name, xml) in _waiting)
                {
                    _store.DashboardKeys.Add(name, xml);
                }

                _waiting.Clear();
            }
            catch (DbException problem)
            {
                Auth.Sessions.Log.KeysUnreachable(_log, problem);
            }
        }
    }
}
