// Loaded into the servers: the command that started them may be killed without a chance to stop them.
process.once("disconnect", () => process.exit(0));
