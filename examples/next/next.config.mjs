/** The model's files and its thread are found beside the package: leave it out of the bundle. */
export default { serverExternalPackages: ['millwright'] };
