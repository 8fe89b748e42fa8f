using GyoseiFlow.App.Access;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>What only the departments do themselves; the secretariat has its own pages for it.</summary>
internal static class DepartmentsOnly
{
    /// <exception cref="AccessDeniedException">The grant is another's.</exception>
    public static void Check(Grant grant)
    {
        if (grant.Role != Role.Department)
        {
            throw new AccessDeniedException();
        }
    }
}
