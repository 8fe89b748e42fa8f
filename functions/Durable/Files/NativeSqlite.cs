using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace GyoseiFlow.Durable;

/// <summary>Chooses the native SQLite: the system's where there is one (it gets security updates), else the bundled one.</summary>
internal static class NativeSqlite
{
    private static readonly Lazy<bool> s_ready = new(Prepare);

    public static void EnsureReady() => _ = s_ready.Value;

    private static bool Prepare()
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                // Before Init, whose first call binds the library for good.
                NativeLibrary.SetDllImportResolver(Assembly.Load("SQLitePCLRaw.provider.e_sqlite3"), Resolve);
            }
            catch (Exception error) when (error is InvalidOperationException or FileNotFoundException)
            {
                // Somebody else in the process has chosen already, or the bundle is built otherwise; theirs works as well.
            }
        }

        Batteries_V2.Init();
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) =>
        name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var handle) ? handle : 0;
}
