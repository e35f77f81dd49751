"""The audit log of a ServiceNow incident process: a row for each change, local times without a zone."""
