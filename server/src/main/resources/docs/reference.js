"use strict";

// Swagger UI is dark by a class of its own; the rest of the page follows the system by itself.
const dark = matchMedia("(prefers-color-scheme: dark)");
const followSystem = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", followSystem);
followSystem();

// A key is tried against the server that shows this page, and never sent anywhere else.
const isHere = (server) => new URL(server.url, location.href).origin === location.origin;

// Swagger UI fills examples in. Those of optional parameters are shown instead, or a first try would find nothing.
const showExample = (parameter) => {
  if (!parameter.required && parameter.example !== undefined) {
    parameter.description += `\n\nExample: \`${parameter.example}\``;
    delete parameter.example;
  }
};

const ToTry = () => ({
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (update) => (given) => {
          const contract = structuredClone(given);
          contract.servers = contract.servers.filter(isHere);
          Object.values(contract.paths)
            .flatMap((path) => Object.values(path))
            .flatMap((operation) => operation.parameters ?? [])
            .concat(Object.values(contract.components.parameters))
            .forEach(showExample);
          return update(contract);
        },
      },
    },
  },
});

SwaggerUIBundle({
  url: "/openapi.yaml",
  dom_id: "#reference",
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [ToTry],
  layout: "BaseLayout",
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  // A key is a secret: it is forgotten with the page.
  persistAuthorization: false,
  // Nobody else is asked whether the contract is valid.
  validatorUrl: null,
});
