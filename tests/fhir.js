// Says what is wrong with FHIR R4 resources: a list of them in, a list of messages for each out, as
// JSON. Run by tests/fhir.py. To load the definitions takes longer than to check against them.

import { readFileSync } from "node:fs";
import fhir from "fhir";

const checker = new fhir.Fhir();
const faults = (resource) =>
  [resource, ...(resource.entry ?? []).map((entry) => entry.resource)].flatMap((part) => {
    const { messages } = checker.validate(part, { errorOnUnexpected: true });
    return messages
      .filter(({ severity }) => severity === "error" || severity === "fatal")
      .map(({ location, message }) => `${location}: ${message}`);
  });
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(faults)));
