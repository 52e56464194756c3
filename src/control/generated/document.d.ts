// Printed by `npm run generate` from openapi.yaml (standin control 1).
// sha-256 of the document: 53a4bbcefbe5dd92b46ff5811e2ba9dc676a2d1da37f8376976df3c6661e5345
// Change the document and print again; a change made here is lost.

export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that the server runs */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that the server accepts requests, and list the documents it serves */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stream every new exchange as a server-sent event */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all worlds */
        get: operations["listWorlds"];
        put?: never;
        /** Create a world */
        post: operations["createWorld"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** Get a world */
        get: operations["getWorld"];
        put?: never;
        post?: never;
        /**
         * Delete a world
         * @description The next request to a deleted world creates it again in its initial state.
         */
        delete: operations["deleteWorld"];
        options?: never;
        head?: never;
        /**
         * Change settings of a world
         * @description The settings apply until the world is reset. The known settings depend on the documents. An error lists them.
         */
        patch: operations["updateWorld"];
        trace?: never;
    };
    "/worlds/{world}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset a world
         * @description Restores the initial state, clock, stubs, faults and settings and clears the exchanges. Violations are kept.
         */
        post: operations["resetWorld"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/credentials/expire": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Expire all tokens issued so far
         * @description Applies to documents that come with a token service. Tokens issued from the next second on are valid.
         */
        post: operations["expireCredentials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/fork": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy a world
         * @description The new world starts with the current state, clock, settings, stubs and faults of this one.
         */
        post: operations["forkWorld"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /**
         * Get the state as plain JSON
         * @description The snapshot contains only resources that were used. The others are still in their initial state.
         */
        get: operations["getSnapshot"];
        /** Replace the state with a snapshot */
        put: operations["restoreSnapshot"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/diff": {
        parameters: {
            query?: {
                /** @description The world to compare with. By default the initial state. */
                from?: components["schemas"]["WorldName"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** Compare the state of a world with another world or with its initial state */
        get: operations["diffWorld"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/resource": {
        parameters: {
            query: {
                /** @description The path of a resource without the base path of the document, for example `/owners/7`. */
                path: string;
                /** @description The path under which the document is served. Empty for the first document. */
                mount?: components["parameters"]["Mount"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** Get a resource by its path */
        get: operations["getResource"];
        /**
         * Set a resource, including its read-only properties
         * @description The body is a list for a collection, an object for an item or a single resource, or `null` to remove it. Times can be relative to the clock, for example `now-P3D`.
         */
        put: operations["setResource"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** Get the time of a world */
        get: operations["getClock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set, advance, freeze or resume the clock of a world
         * @description The server applies `now` first, then `advance`, then `frozen`.
         */
        patch: operations["setClock"];
        trace?: never;
    };
    "/worlds/{world}/stubs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** List the stubs in the order in which they are tried */
        get: operations["listStubs"];
        put?: never;
        /**
         * Add a stub
         * @description A stub returns a fixed response. It takes precedence over handlers and inferred behaviour. The newest stub is tried first. A stub with an existing id replaces that stub.
         */
        post: operations["addStub"];
        /** Remove all stubs */
        delete: operations["removeStubs"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/stubs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
                /** @description The id of the stub, fault or exchange. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Get a stub and the number of its uses */
        get: operations["getStub"];
        put?: never;
        post?: never;
        /** Remove a stub */
        delete: operations["removeStub"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/faults": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** List the faults in the order in which they are tried */
        get: operations["listFaults"];
        put?: never;
        /**
         * Add a fault
         * @description A fault is a planned failure. The newest fault is tried first. A fault with an existing id replaces that fault.
         */
        post: operations["addFault"];
        /** Remove all faults */
        delete: operations["removeFaults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/faults/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
                /** @description The id of the stub, fault or exchange. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Get a fault and the number of its uses */
        get: operations["getFault"];
        put?: never;
        post?: never;
        /** Remove a fault */
        delete: operations["removeFault"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/exchanges": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** List the latest exchanges without their bodies, newest first */
        get: operations["listExchanges"];
        put?: never;
        post?: never;
        /** Clear the exchanges. Violations are kept */
        delete: operations["clearExchanges"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/exchanges/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
                /** @description The id of the stub, fault or exchange. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Get an exchange with its headers and bodies
         * @description Headers and properties that carry secrets have the value `[redacted]`.
         */
        get: operations["getExchange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/har": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** Export the latest exchanges as an HTTP archive (HAR 1.2) */
        get: operations["exportHar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify that requests were made
         * @description Counts the exchanges that match and compares the number with the expected one, by default at least one. If the expectation is not satisfied, the response lists the nearest exchanges and the conditions that they did not meet.
         */
        post: operations["verifyExchanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/unmatched": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** List the requests that match no operation, each with the nearest operation */
        get: operations["listUnmatched"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/explain/{id}": {
        parameters: {
            query?: {
                /** @description The world to search. By default all worlds. */
                world?: components["schemas"]["WorldName"];
            };
            header?: never;
            path: {
                /** @description The id of the stub, fault or exchange. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Explain why a request got its response
         * @description The id of an exchange is in the response header `Request-Id` and in the list of exchanges.
         */
        get: operations["explainExchange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the contract violations */
        get: operations["listViolations"];
        put?: never;
        post?: never;
        /** Clear the contract violations */
        delete: operations["clearViolations"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the coverage of each document across all worlds */
        get: operations["getCoverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the report of all worlds */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Letters, digits, dashes and underscores, at most 63 characters. */
        WorldName: string;
        /** Format: date-time */
        Timestamp: string;
        Health: {
            /** @constant */
            status: "ok";
            /** @description The version of standin. */
            version: string;
            /** @description Seconds since the server was created. */
            uptime?: number;
        };
        Readiness: {
            /** @constant */
            status: "ready";
            /** @description The served documents. */
            documents: components["schemas"]["ServedDocument"][];
        };
        ServedDocument: {
            /** @description The path under which the document is served. Empty for the first document. */
            mount: string;
            title: string;
            version?: string;
            /** @description The hash of the document's text. */
            sha256?: string;
            /** @description The number of operations. */
            operations: number;
            /** @description The names of the document's scenarios. */
            scenarios?: string[];
        };
        NewWorld: {
            name: components["schemas"]["WorldName"];
            /** @description The scenario to load. */
            scenario?: string;
            /** @description The seed of all generated values. */
            seed?: number;
            settings?: components["schemas"]["Settings"];
            /** @description The time at which the clock stands still. */
            now?: components["schemas"]["Timestamp"];
        };
        /** @description Values by the name of the setting. */
        Settings: {
            [key: string]: string;
        };
        World: {
            name: components["schemas"]["WorldName"];
            /** @description The loaded scenario. Absent if none is loaded. */
            scenario?: string;
            /** @description The seed of all generated values. */
            seed: number;
            settings: components["schemas"]["Settings"];
            clock: components["schemas"]["Clock"];
            /** @description The number of exchanges since the last reset. */
            exchanges: number;
            /** @description The number of distinct violations. */
            violations: number;
            /** @description The number of stubs. */
            stubs: number;
            /** @description The number of faults. */
            faults: number;
        };
        Clock: {
            now: components["schemas"]["Timestamp"];
            /** @description Whether the clock stands still. */
            frozen: boolean;
        };
        ClockChange: {
            now?: components["schemas"]["Timestamp"];
            /** @description An ISO 8601 duration without fractions, for example `P11M`. A leading minus moves the clock back. */
            advance?: string;
            /** @description `true` stops the clock, `false` lets it run. */
            frozen?: boolean;
        };
        Snapshot: {
            /** @description For each document, by the path under which it is served, the stored values by their keys. */
            documents: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
        };
        Difference: {
            /** @description The path under which the document is served. */
            mount: string;
            /** @description The path of the resource. */
            path: string;
            /** @enum {unknown} */
            kind: "added" | "removed" | "changed";
            from?: unknown;
            to?: unknown;
        };
        /** @description A value that must be equal, or one condition. */
        ValueMatcher: (string | number | boolean | null) | {
            equals?: unknown;
            contains?: unknown;
            /** Format: regex */
            matches?: string;
            present?: boolean;
        };
        ValueMatchers: {
            [key: string]: components["schemas"]["ValueMatcher"];
        };
        /** @description Conditions on a request. All of them must be met. */
        Matcher: {
            /** @description An operationId, or `GET /path/{template}` if the document declares none. */
            operation?: string;
            /** @description The HTTP method. */
            method?: string;
            /** @description The path without the query. `*` matches one segment, a final `/**` matches the rest. */
            path?: string;
            /** @description Conditions by query parameter. */
            query?: components["schemas"]["ValueMatchers"];
            /** @description Conditions by header name. */
            headers?: components["schemas"]["ValueMatchers"];
            /** @description Conditions by JSON pointer into the body. */
            body?: components["schemas"]["ValueMatchers"];
            /** @description Only the n-th call of the operation in its world, counted from 1. */
            call?: number;
        };
        Headers: {
            [key: string]: string;
        };
        /**
         * @description A fixed response for requests of one operation.
         * @example {
         *       "when": {
         *         "operation": "readOwner",
         *         "call": 2
         *       },
         *       "response": {
         *         "status": 404
         *       }
         *     }
         */
        Stub: {
            /** @description Generated by the server if absent. */
            id?: string;
            /** @description The requests that get the response. */
            when: components["schemas"]["Matcher"] & unknown;
            /** @description The response. Parts that are absent are taken from the document. */
            response: {
                status?: number;
                /** @description The name of an example of the document. */
                example?: string;
                body?: unknown;
                mediaType?: string;
                headers?: components["schemas"]["Headers"];
            };
            /** @description Milliseconds before the response. */
            delay?: number;
            /** @description The maximum number of uses. */
            times?: number;
            /** @description Whether the response is allowed to violate the contract. */
            allowInvalid?: boolean;
            /** @description The number of uses so far. */
            readonly used?: number;
        };
        /**
         * @description A planned failure.
         * @example {
         *       "when": {
         *         "every": 3
         *       },
         *       "fault": {
         *         "kind": "status",
         *         "status": 503
         *       }
         *     }
         */
        Fault: {
            /** @description Generated by the server if absent. */
            id?: string;
            /** @description The requests that fail. All conditions must be met. By default all requests fail. */
            when?: {
                /** @description An operationId, or `GET /path/{template}` if the document declares none. */
                operation?: string;
                /** @description The HTTP method. */
                method?: string;
                /** @description The path without the query. `*` matches one segment, a final `/**` matches the rest. */
                path?: string;
                /** @description Only the n-th of these requests, counted from 1. */
                call?: number;
                /** @description Only every n-th of these requests. */
                every?: number;
                /** @description The share of these requests that fail. The seed of the world decides which. */
                probability?: number;
                /** @description The maximum number of uses. */
                times?: number;
                /** @description The duration of the fault by the clock of the world, for example `PT5M`. */
                lasts?: string;
            };
            /** @description The failure. */
            fault: {
                /** @constant */
                kind: "latency";
                /** @description Milliseconds before the response. Fixed, between two values, or log-normal around a median. */
                latency: number | {
                    min: number;
                    max: number;
                } | {
                    median: number;
                    sigma?: number;
                };
            } | {
                /** @constant */
                kind: "status";
                status: number;
                body?: unknown;
                headers?: components["schemas"]["Headers"];
            } | {
                /**
                 * @description `reset` and `empty` close the connection before the response, `truncate` in the middle of the body.
                 * @enum {unknown}
                 */
                kind: "reset" | "empty" | "truncate";
            } | {
                /** @constant */
                kind: "drip";
                /** @description Milliseconds until the last part of the body. */
                duration: number;
            } | {
                /** @constant */
                kind: "invalid-response";
                /**
                 * @description How the body violates the contract. By default a required property is missing.
                 * @enum {unknown}
                 */
                violation?: "missing-property" | "wrong-type";
            };
            /** @description The number of uses so far. */
            readonly used?: number;
        };
        Body: {
            mediaType?: string;
            text: string;
            /** @description Whether the recorded text is shorter than the body. */
            truncated?: boolean;
        };
        /** @description A request and its response. */
        Exchange: {
            /** @description The value of the response header `Request-Id`. */
            id: string;
            world: components["schemas"]["WorldName"];
            /** @description When the request arrived, by the clock of the world. */
            time: components["schemas"]["Timestamp"];
            /** @description Milliseconds until the response was sent. */
            durationMs: number;
            method: string;
            /** @description The path and the query. */
            url: string;
            /** @description The id of the operation. Absent if the request matches none. */
            operation?: string;
            /** @description The number of this call of the operation in the world, counted from 1. */
            call?: number;
            status: number;
            /** @description The error code */
            errorCode?: string;
            /** @description Whether the operation does not declare the status of the error. */
            undeclaredStatus?: boolean;
            /** @description The id of the stub that returned the response. */
            stub?: string;
            /** @description The id of the fault that was applied. */
            fault?: string;
            /** @description Undeclared parts of the request that were accepted. */
            notes?: string[];
            /** @description The contract violations of this exchange. */
            violations?: components["schemas"]["ExchangeViolation"][];
            /** @description The callbacks and webhooks that were sent after the response. */
            callbacks?: components["schemas"]["Callback"][];
            request?: components["schemas"]["Message"];
            response?: components["schemas"]["Message"];
        };
        Message: {
            headers?: components["schemas"]["Headers"];
            body?: components["schemas"]["Body"];
        };
        ExchangeViolation: {
            direction: components["schemas"]["Direction"];
            /** @description The violated schema keyword or rule. */
            rule: string;
            /** @description The part of the message: body, path, query, header or cookie. */
            in?: string;
            /** @description The JSON pointer of the value. */
            pointer: string;
            message: string;
        };
        /**
         * @description `request` if the client violates the contract, `response` if the server does.
         * @enum {unknown}
         */
        Direction: "request" | "response";
        Callback: {
            /** @description The name of the callback or webhook in the document. */
            name: string;
            method: string;
            url?: string;
            /** @enum {unknown} */
            outcome: "sent" | "refused" | "failed";
            /** @description The status of the receiver's response. */
            status?: number;
            /** @description Why the callback was refused or failed. */
            reason?: string;
            body?: components["schemas"]["Body"];
            /** @description Violations in the sent body or in the receiver's response. */
            violations: {
                rule: string;
                pointer: string;
                message: string;
            }[];
        };
        UnmetCondition: {
            /** @description The name of the condition, for example `query.limit`. */
            condition: string;
            expected: string;
            actual: string;
        };
        /** @description The requests to count and the expected number. By default at least one. */
        Expectation: {
            when: components["schemas"]["Matcher"];
            exactly?: number;
            atLeast?: number;
            atMost?: number;
        };
        Verification: {
            /** @description Whether the number of matching exchanges is the expected one. */
            satisfied: boolean;
            /** @description The number of matching exchanges. */
            count: number;
            /** @description The result as a sentence. */
            message: string;
            /** @description The matching exchanges. */
            exchanges: components["schemas"]["Exchange"][];
            /** @description If the expectation is not satisfied: the exchanges that miss the fewest conditions. */
            nearest?: {
                exchange: components["schemas"]["Exchange"];
                unmet: components["schemas"]["UnmetCondition"][];
            }[];
        };
        UnmatchedRequest: {
            exchange: components["schemas"]["Exchange"];
            /** @description The operation with the most similar method and path. */
            nearest?: {
                operation: string;
                unmet: components["schemas"]["UnmetCondition"][];
            };
        };
        ExchangeExplanation: {
            exchange: components["schemas"]["Exchange"];
            /** @description What decided the response. */
            decision: {
                /** @enum {unknown} */
                by: "fault" | "error" | "stub" | "prefer" | "handler" | "inferred" | "sampled" | "nothing";
                reason: string;
                /** @description The role of the operation, for example `create`. */
                role?: string;
                /** @description The path of the operation's resource. */
                resource?: string;
            };
            /** @description What could have decided the response but did not, with the conditions that were not met. */
            skipped: {
                by: string;
                /** @description The id of the stub or fault. */
                id?: string;
                unmet: components["schemas"]["UnmetCondition"][];
            }[];
        };
        Violation: {
            direction: components["schemas"]["Direction"];
            /** @description The path under which the document is served. */
            mount?: string;
            /** @description The id of the operation. Absent if the request matches none. */
            operation?: string;
            /** @description The method and path of a request that matches no operation. */
            request?: string;
            /** @description The violated schema keyword or rule. */
            rule: string;
            /** @description The JSON pointer of the value. `*` stands for any item of a list. */
            pointer: string;
            /** @description The part of the message: body, path, query, header or cookie. */
            in: string;
            message: string;
            /** @description The number of occurrences. */
            count: number;
            /** @description The id of the first exchange with this violation. */
            firstExchange: string;
            /** @description The id of the last exchange with this violation. */
            lastExchange: string;
            world: string;
            /** @description The position of the violated rule in the document. */
            location?: {
                file?: string;
                line?: number;
                column?: number;
                pointer?: string;
            };
        };
        CoverageCount: {
            declared: number;
            covered: number;
        };
        DocumentCoverage: {
            /** @description The path under which the document is served. */
            mount: string;
            title: string;
            /** @description The covered share of everything the document declares. */
            percent: number;
            /** @description Counts by kind: operations, statuses, mediaTypes, parameters, properties, enumValues, examples. */
            totals: {
                [key: string]: components["schemas"]["CoverageCount"];
            };
            /** @description The same counts for each operation, with the names of what is not covered. */
            operations: Record<string, never>[];
        };
        /** @description An error (RFC 9457). */
        Problem: {
            type?: string;
            title: string;
            status: number;
            /** @description The reason as a sentence. */
            detail?: string;
            /** @description The error code. */
            code?: string;
            /** @description The path of the request. */
            instance?: string;
            /** @description The id of the exchange. */
            requestId?: string;
            /** @description One entry for each violation. */
            errors?: {
                pointer: string;
                message: string;
            }[];
        };
    };
    responses: {
        /** @description The reason of the error. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description The name of the world.
         * @example default
         */
        World: components["schemas"]["WorldName"];
        /** @description Only this world. By default all worlds. */
        OnlyWorld: components["schemas"]["WorldName"];
        /** @description The path under which the document is served. Empty for the first document. */
        Mount: string;
        /** @description The id of the stub, fault or exchange. */
        Id: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server accepts requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description Only the exchanges of this world. */
                world?: components["schemas"]["WorldName"];
                /** @description The stream ends after this many events. By default it continues until the client disconnects. */
                limit?: number;
                /** @description The stream ends after this many seconds. */
                seconds?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The data of each event is an exchange without its bodies. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listWorlds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The worlds, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createWorld: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWorld"];
            };
        };
        responses: {
            /** @description The new world. */
            201: {
                headers: {
                    /** @description The path of the new world in this API. */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The world. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The world is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["Settings"];
                };
            };
        };
        responses: {
            /** @description The world after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    resetWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description The scenario to load. By default the world keeps its current scenario. */
                    scenario?: string;
                };
            };
        };
        responses: {
            /** @description The world after the reset. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    expireCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tokens are expired. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    forkWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: components["schemas"]["WorldName"];
                };
            };
        };
        responses: {
            /** @description The new world. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    restoreSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Snapshot"];
            };
        };
        responses: {
            /** @description The state is replaced. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    diffWorld: {
        parameters: {
            query?: {
                /** @description The world to compare with. By default the initial state. */
                from?: components["schemas"]["WorldName"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The differences, ordered by path. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getResource: {
        parameters: {
            query: {
                /** @description The path of a resource without the base path of the document, for example `/owners/7`. */
                path: string;
                /** @description The path under which the document is served. Empty for the first document. */
                mount?: components["parameters"]["Mount"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list of a collection, or one object. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setResource: {
        parameters: {
            query: {
                /** @description The path of a resource without the base path of the document, for example `/owners/7`. */
                path: string;
                /** @description The path under which the document is served. Empty for the first document. */
                mount?: components["parameters"]["Mount"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description The resource after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockChange"];
            };
        };
        responses: {
            /** @description The clock after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listStubs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stubs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stub"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addStub: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Stub"];
            };
        };
        responses: {
            /** @description The stub. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stub"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeStubs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All stubs are removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getStub: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
                /** @description The id of the stub, fault or exchange. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stub. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stub"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeStub: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
                /** @description The id of the stub, fault or exchange. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stub is removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listFaults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The faults. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fault"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fault"];
            };
        };
        responses: {
            /** @description The fault. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fault"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeFaults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All faults are removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
                /** @description The id of the stub, fault or exchange. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fault. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fault"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
                /** @description The id of the stub, fault or exchange. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fault is removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listExchanges: {
        parameters: {
            query?: {
                /** @description Only the exchanges of this operation. */
                operation?: string;
                /** @description `true` for requests that match no operation, `false` for the others. */
                unmatched?: boolean;
                /** @description The maximum number of exchanges. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The exchanges. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exchange"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    clearExchanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The exchanges are cleared. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getExchange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
                /** @description The id of the stub, fault or exchange. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The exchange. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exchange"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportHar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    verifyExchanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Expectation"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listUnmatched: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the world.
                 * @example default
                 */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnmatchedRequest"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    explainExchange: {
        parameters: {
            query?: {
                /** @description The world to search. By default all worlds. */
                world?: components["schemas"]["WorldName"];
            };
            header?: never;
            path: {
                /** @description The id of the stub, fault or exchange. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What decided the response, and what was skipped. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangeExplanation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listViolations: {
        parameters: {
            query?: {
                /** @description Only this world. By default all worlds. */
                world?: components["parameters"]["OnlyWorld"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each distinct violation with its number of occurrences. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violation"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    clearViolations: {
        parameters: {
            query?: {
                /** @description Only this world. By default all worlds. */
                world?: components["parameters"]["OnlyWorld"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The violations are cleared. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCoverage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The coverage by document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentCoverage"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReport: {
        parameters: {
            query?: {
                /** @description The format of the report. */
                format?: "json" | "html" | "junit" | "sarif";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "text/html": string;
                    "application/xml": string;
                    "application/sarif+json": Record<string, never>;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
