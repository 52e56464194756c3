// Printed by `npm run generate` from openapi.yaml (Microsoft identity platform (mock) v2.0).
// sha-256 of the document: 5491f148708eaab76317a4f32e08c10eadb2393c0561776e31a547dec75075d0
// Change the document and print again; a change made here is lost.

export interface paths {
    "/{tenant}/v2.0/.well-known/openid-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        /** Read the OpenID Connect configuration */
        get: operations["getOpenIdConfiguration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{tenant}/.well-known/openid-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        /** Read the OpenID Connect configuration, path without a version */
        get: operations["getOpenIdConfigurationWithoutVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{tenant}/discovery/v2.0/keys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        /** Read the keys that sign tokens */
        get: operations["getSigningKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/common/discovery/instance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Validate an authority */
        get: operations["discoverInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{tenant}/oauth2/v2.0/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        /**
         * Show the sign-in page
         * @description Shows accounts. One click signs in. `prompt=none` shows no page: with a `login_hint` the client gets a code, without
         *     one it gets the error `login_required`.
         */
        get: operations["authorize"];
        put?: never;
        /**
         * Submit the sign-in page
         * @description The form of the sign-in page. It repeats the parameters of the page and adds the chosen account, or `cancel`.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{tenant}/oauth2/v2.0/logout": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        /**
         * Sign out
         * @description The server keeps no sessions, so nothing ends here. The browser is redirected to `post_logout_redirect_uri`.
         */
        get: operations["signOut"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{tenant}/oauth2/v2.0/token": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a grant for tokens */
        post: operations["requestToken"];
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
        /**
         * configuration
         * @description OpenID Connect Discovery 1.0, section 3.
         */
        configuration: {
            token_endpoint: string;
            token_endpoint_auth_methods_supported?: components["schemas"]["texts"];
            jwks_uri: string;
            response_modes_supported?: components["schemas"]["texts"];
            response_types_supported: components["schemas"]["texts"];
            grant_types_supported?: components["schemas"]["texts"];
            subject_types_supported: components["schemas"]["texts"];
            id_token_signing_alg_values_supported: components["schemas"]["texts"];
            code_challenge_methods_supported?: components["schemas"]["texts"];
            scopes_supported?: components["schemas"]["texts"];
            claims_supported?: components["schemas"]["texts"];
            issuer: string;
            request_uri_parameter_supported?: boolean;
            authorization_endpoint: string;
            end_session_endpoint: string;
            cloud_instance_name?: string;
            msgraph_host?: string;
        };
        /** texts */
        texts: string[];
        /** keySet */
        keySet: {
            keys: {
                kty: string;
                use: string;
                kid: string;
                alg: string;
                n: string;
                e: string;
            }[];
        };
        /** instance */
        instance: {
            tenant_discovery_endpoint: string;
            "api-version": string;
            metadata: {
                preferred_network: string;
                preferred_cache: string;
                aliases: components["schemas"]["texts"];
            }[];
        };
        /** chosenAccount */
        chosenAccount: {
            /** @description The sign-in name. */
            account?: string;
            /** @description Present if the user cancels the sign-in. */
            cancel?: string;
            client_id?: string;
            response_type?: string;
            redirect_uri?: string;
            response_mode?: string;
            scope?: string;
            state?: string;
            nonce?: string;
            login_hint?: string;
            code_challenge?: string;
            code_challenge_method?: string;
        };
        /** tokenRequest */
        tokenRequest: {
            /**
             * @description `client_credentials`, `authorization_code`, `refresh_token` or `password`.
             * @example client_credentials
             */
            grant_type: string;
            /**
             * @description The id of the application. It can be in a Basic Authorization header instead, with the secret.
             * @example 11111111-2222-4333-8444-555555555555
             */
            client_id?: string;
            /**
             * @description The secret of the application. Any text that is not empty and not a GUID.
             * @example a-secret
             */
            client_secret?: string;
            client_assertion_type?: string;
            /**
             * @description A JWT that the application signed. Its issuer, subject, audience and times are validated. Its signature is not,
             *     because no certificates are registered here.
             */
            client_assertion?: string;
            /**
             * @description The requested permissions. `https://graph.microsoft.com/.default` gives an application all permissions of the
             *     Microsoft Graph document. Unlike the real service, this one also accepts a single permission such as
             *     `https://graph.microsoft.com/DeviceManagementServiceConfig.Read.All`, to get a token with few permissions.
             * @example https://graph.microsoft.com/.default
             */
            scope?: string;
            code?: string;
            code_verifier?: string;
            redirect_uri?: string;
            refresh_token?: string;
            username?: string;
            password?: string;
            /** @description `1` requests `client_info`, as the Microsoft Authentication Libraries do. */
            client_info?: string;
        };
        /** tokens */
        tokens: {
            /** @constant */
            token_type: "Bearer";
            scope?: string;
            expires_in: number;
            ext_expires_in: number;
            access_token: string;
            refresh_token?: string;
            id_token?: string;
            client_info?: string;
        };
        /**
         * refusal
         * @description An error (RFC 6749, section 5.2), with the ids that identify the request.
         */
        refusal: {
            /** @description The error code, for programs. */
            error: string;
            /** @description The number of the error and the message: `AADSTS90002: …`. */
            error_description: string;
            error_codes: number[];
            /** @description The time of the error, in UTC. */
            timestamp: string;
            trace_id: string;
            correlation_id: string;
        };
    };
    responses: {
        /** @description The endpoints, all of them on this server. */
        Configuration: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["configuration"];
            };
        };
        /** @description A page for the user. */
        Page: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /** @description The browser is redirected. */
        Redirect: {
            headers: {
                Location?: string;
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The request is refused. */
        Refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["refusal"];
            };
        };
        /** @description The request is refused. The client cannot be informed, so the user sees an error page. */
        RefusedOnPage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["refusal"];
                "text/html": string;
            };
        };
    };
    parameters: {
        /** @description A GUID, a domain name, `common` or `organizations`. */
        tenant: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getOpenIdConfiguration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Configuration"];
            400: components["responses"]["Refused"];
            default: components["responses"]["Refused"];
        };
    };
    getOpenIdConfigurationWithoutVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Configuration"];
            400: components["responses"]["Refused"];
            default: components["responses"]["Refused"];
        };
    };
    getSigningKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JSON Web Key Set (RFC 7517). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["keySet"];
                };
            };
            400: components["responses"]["Refused"];
            default: components["responses"]["Refused"];
        };
    };
    discoverInstance: {
        parameters: {
            query?: {
                "api-version"?: string;
                /** @description The authorization endpoint of the client's authority. */
                authorization_endpoint?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The authority is valid. The response lists its host names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["instance"];
                };
            };
            400: components["responses"]["Refused"];
            default: components["responses"]["Refused"];
        };
    };
    authorize: {
        parameters: {
            query?: {
                client_id?: string;
                response_type?: string;
                redirect_uri?: string;
                response_mode?: string;
                scope?: string;
                state?: string;
                nonce?: string;
                prompt?: string;
                login_hint?: string;
                domain_hint?: string;
                code_challenge?: string;
                code_challenge_method?: string;
            };
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Page"];
            302: components["responses"]["Redirect"];
            400: components["responses"]["RefusedOnPage"];
            default: components["responses"]["Refused"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["chosenAccount"];
            };
        };
        responses: {
            200: components["responses"]["Page"];
            302: components["responses"]["Redirect"];
            400: components["responses"]["RefusedOnPage"];
            default: components["responses"]["Refused"];
        };
    };
    signOut: {
        parameters: {
            query?: {
                post_logout_redirect_uri?: string;
                state?: string;
            };
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Page"];
            302: components["responses"]["Redirect"];
            400: components["responses"]["RefusedOnPage"];
            default: components["responses"]["Refused"];
        };
    };
    requestToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A GUID, a domain name, `common` or `organizations`. */
                tenant: components["parameters"]["tenant"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["tokenRequest"];
            };
        };
        responses: {
            /** @description The tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tokens"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            415: components["responses"]["Refused"];
            default: components["responses"]["Refused"];
        };
    };
}
