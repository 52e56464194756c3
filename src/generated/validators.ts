// Printed by `npm run generate` from openapi.yaml (Microsoft Graph, Apple push certificate of Intune v1.0).
// sha-256 of the document: 7fadb0c2badac6d97c32eda49263d02f77990a58a68c800e415e9144bd25f961
// Change the document and print again; a change made here is lost.
// @ts-nocheck
export const v0 = validate0;
const schema0 = {"type":"object","properties":{"@odata.type":{"type":"string","const":"#microsoft.graph.applePushNotificationCertificate"},"id":{"type":"string"},"appleIdentifier":{"type":["string","null"]},"topicIdentifier":{"type":["string","null"]},"lastModifiedDateTime":{"type":"string","format":"date-time"},"expirationDateTime":{"type":"string","format":"date-time"},"certificateUploadStatus":{"type":["string","null"]},"certificateUploadFailureReason":{"type":["string","null"]},"certificateSerialNumber":{"type":["string","null"]},"certificate":{"type":["string","null"]}},"patternProperties":{"^@odata\\.[A-Za-z]":true,"^[^@]+@odata\\.[A-Za-z]":true},"additionalProperties":false,"required":["id","lastModifiedDateTime","certificateSerialNumber"]};
const func0 = Object.prototype.hasOwnProperty;
const func1 = ((p, f) => { try { return new RegExp(p, f); } catch { return new RegExp(p); } });
const pattern0 = func1("^@odata\\.[A-Za-z]", "u");
const pattern1 = func1("^[^@]+@odata\\.[A-Za-z]", "u");
const formats0 = /^(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt](?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)|23:59:60(?:\.\d+)?(?:[Zz]|[+-]00:00))$/;

function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate0.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.lastModifiedDateTime === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "lastModifiedDateTime"},message:"must have required property '"+"lastModifiedDateTime"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.certificateSerialNumber === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "certificateSerialNumber"},message:"must have required property '"+"certificateSerialNumber"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((func0.call(schema0.properties, key0)) || (pattern0.test(key0))) || (pattern1.test(key0)))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data["@odata.type"] !== undefined){
let data0 = data["@odata.type"];
if(typeof data0 !== "string"){
const err4 = {instancePath:instancePath+"/@odata.type",schemaPath:"#/properties/%40odata.type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if("#microsoft.graph.applePushNotificationCertificate" !== data0){
const err5 = {instancePath:instancePath+"/@odata.type",schemaPath:"#/properties/%40odata.type/const",keyword:"const",params:{allowedValue: "#microsoft.graph.applePushNotificationCertificate"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.id !== undefined){
if(typeof data.id !== "string"){
const err6 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.appleIdentifier !== undefined){
let data2 = data.appleIdentifier;
if((typeof data2 !== "string") && (data2 !== null)){
const err7 = {instancePath:instancePath+"/appleIdentifier",schemaPath:"#/properties/appleIdentifier/type",keyword:"type",params:{type: schema0.properties.appleIdentifier.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.topicIdentifier !== undefined){
let data3 = data.topicIdentifier;
if((typeof data3 !== "string") && (data3 !== null)){
const err8 = {instancePath:instancePath+"/topicIdentifier",schemaPath:"#/properties/topicIdentifier/type",keyword:"type",params:{type: schema0.properties.topicIdentifier.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.lastModifiedDateTime !== undefined){
let data4 = data.lastModifiedDateTime;
if(typeof data4 === "string"){
if(!(formats0.test(data4))){
const err9 = {instancePath:instancePath+"/lastModifiedDateTime",schemaPath:"#/properties/lastModifiedDateTime/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/lastModifiedDateTime",schemaPath:"#/properties/lastModifiedDateTime/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.expirationDateTime !== undefined){
let data5 = data.expirationDateTime;
if(typeof data5 === "string"){
if(!(formats0.test(data5))){
const err11 = {instancePath:instancePath+"/expirationDateTime",schemaPath:"#/properties/expirationDateTime/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/expirationDateTime",schemaPath:"#/properties/expirationDateTime/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.certificateUploadStatus !== undefined){
let data6 = data.certificateUploadStatus;
if((typeof data6 !== "string") && (data6 !== null)){
const err13 = {instancePath:instancePath+"/certificateUploadStatus",schemaPath:"#/properties/certificateUploadStatus/type",keyword:"type",params:{type: schema0.properties.certificateUploadStatus.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.certificateUploadFailureReason !== undefined){
let data7 = data.certificateUploadFailureReason;
if((typeof data7 !== "string") && (data7 !== null)){
const err14 = {instancePath:instancePath+"/certificateUploadFailureReason",schemaPath:"#/properties/certificateUploadFailureReason/type",keyword:"type",params:{type: schema0.properties.certificateUploadFailureReason.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.certificateSerialNumber !== undefined){
let data8 = data.certificateSerialNumber;
if((typeof data8 !== "string") && (data8 !== null)){
const err15 = {instancePath:instancePath+"/certificateSerialNumber",schemaPath:"#/properties/certificateSerialNumber/type",keyword:"type",params:{type: schema0.properties.certificateSerialNumber.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.certificate !== undefined){
let data9 = data.certificate;
if((typeof data9 !== "string") && (data9 !== null)){
const err16 = {instancePath:instancePath+"/certificate",schemaPath:"#/properties/certificate/type",keyword:"type",params:{type: schema0.properties.certificate.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate0.errors = vErrors;
return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const v1 = validate1;
const schema1 = {"type":"string","format":"uuid"};
const formats4 = /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate1.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!(formats4.test(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "uuid"},message:"must match format \""+"uuid"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate1.errors = vErrors;
return errors === 0;
}
validate1.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const v2 = validate2;
const schema2 = {"type":"string"};

function validate2(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate2.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate2.errors = vErrors;
return errors === 0;
}
validate2.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const v3 = validate3;
const schema3 = {"type":"object","properties":{"error":{"type":"object","properties":{"code":{"type":"string"},"message":{"type":"string"},"target":{"type":["string","null"]},"details":{"type":"array","items":{"$ref":"response:/components/schemas/odataErrorDetail"}},"innerError":{"type":"object","properties":{"date":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$"},"request-id":{"type":"string"},"client-request-id":{"type":"string"}},"required":["date","request-id","client-request-id"]}},"required":["code","message"]}},"additionalProperties":false,"required":["error"]};
const schema4 = {"type":"object","properties":{"code":{"type":"string"},"message":{"type":"string"},"target":{"type":["string","null"]}},"required":["code","message"]};
const pattern2 = func1("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$", "u");

function validate3(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate3.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.error === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "error"},message:"must have required property '"+"error"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "error")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.error !== undefined){
let data0 = data.error;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.code === undefined){
const err2 = {instancePath:instancePath+"/error",schemaPath:"#/properties/error/required",keyword:"required",params:{missingProperty: "code"},message:"must have required property '"+"code"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.message === undefined){
const err3 = {instancePath:instancePath+"/error",schemaPath:"#/properties/error/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0.code !== undefined){
if(typeof data0.code !== "string"){
const err4 = {instancePath:instancePath+"/error/code",schemaPath:"#/properties/error/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.message !== undefined){
if(typeof data0.message !== "string"){
const err5 = {instancePath:instancePath+"/error/message",schemaPath:"#/properties/error/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.target !== undefined){
let data3 = data0.target;
if((typeof data3 !== "string") && (data3 !== null)){
const err6 = {instancePath:instancePath+"/error/target",schemaPath:"#/properties/error/properties/target/type",keyword:"type",params:{type: schema3.properties.error.properties.target.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data0.details !== undefined){
let data4 = data0.details;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.code === undefined){
const err7 = {instancePath:instancePath+"/error/details/" + i0,schemaPath:"response:/components/schemas/odataErrorDetail/required",keyword:"required",params:{missingProperty: "code"},message:"must have required property '"+"code"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data5.message === undefined){
const err8 = {instancePath:instancePath+"/error/details/" + i0,schemaPath:"response:/components/schemas/odataErrorDetail/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data5.code !== undefined){
if(typeof data5.code !== "string"){
const err9 = {instancePath:instancePath+"/error/details/" + i0+"/code",schemaPath:"response:/components/schemas/odataErrorDetail/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data5.message !== undefined){
if(typeof data5.message !== "string"){
const err10 = {instancePath:instancePath+"/error/details/" + i0+"/message",schemaPath:"response:/components/schemas/odataErrorDetail/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data5.target !== undefined){
let data8 = data5.target;
if((typeof data8 !== "string") && (data8 !== null)){
const err11 = {instancePath:instancePath+"/error/details/" + i0+"/target",schemaPath:"response:/components/schemas/odataErrorDetail/properties/target/type",keyword:"type",params:{type: schema4.properties.target.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/error/details/" + i0,schemaPath:"response:/components/schemas/odataErrorDetail/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/error/details",schemaPath:"#/properties/error/properties/details/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data0.innerError !== undefined){
let data9 = data0.innerError;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.date === undefined){
const err14 = {instancePath:instancePath+"/error/innerError",schemaPath:"#/properties/error/properties/innerError/required",keyword:"required",params:{missingProperty: "date"},message:"must have required property '"+"date"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data9["request-id"] === undefined){
const err15 = {instancePath:instancePath+"/error/innerError",schemaPath:"#/properties/error/properties/innerError/required",keyword:"required",params:{missingProperty: "request-id"},message:"must have required property '"+"request-id"+"'"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data9["client-request-id"] === undefined){
const err16 = {instancePath:instancePath+"/error/innerError",schemaPath:"#/properties/error/properties/innerError/required",keyword:"required",params:{missingProperty: "client-request-id"},message:"must have required property '"+"client-request-id"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data9.date !== undefined){
let data10 = data9.date;
if(typeof data10 === "string"){
if(!pattern2.test(data10)){
const err17 = {instancePath:instancePath+"/error/innerError/date",schemaPath:"#/properties/error/properties/innerError/properties/date/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/error/innerError/date",schemaPath:"#/properties/error/properties/innerError/properties/date/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data9["request-id"] !== undefined){
if(typeof data9["request-id"] !== "string"){
const err19 = {instancePath:instancePath+"/error/innerError/request-id",schemaPath:"#/properties/error/properties/innerError/properties/request-id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data9["client-request-id"] !== undefined){
if(typeof data9["client-request-id"] !== "string"){
const err20 = {instancePath:instancePath+"/error/innerError/client-request-id",schemaPath:"#/properties/error/properties/innerError/properties/client-request-id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/error/innerError",schemaPath:"#/properties/error/properties/innerError/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/error",schemaPath:"#/properties/error/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
validate3.errors = vErrors;
return errors === 0;
}
validate3.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const v4 = validate4;
const schema5 = {"type":"object","properties":{"@odata.type":{"type":"string","const":"#microsoft.graph.applePushNotificationCertificate"},"id":{"type":"string"},"appleIdentifier":{"type":["string","null"]},"topicIdentifier":{"type":["string","null"]},"lastModifiedDateTime":{"type":"string","format":"date-time"},"expirationDateTime":{"type":"string","format":"date-time"},"certificateUploadStatus":{"type":["string","null"]},"certificateUploadFailureReason":{"type":["string","null"]},"certificateSerialNumber":{"type":["string","null"]},"certificate":{"type":["string","null"]}},"patternProperties":{"^@odata\\.[A-Za-z]":true,"^[^@]+@odata\\.[A-Za-z]":true},"additionalProperties":false};

function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate4.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((func0.call(schema5.properties, key0)) || (pattern0.test(key0))) || (pattern1.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data["@odata.type"] !== undefined){
let data0 = data["@odata.type"];
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/@odata.type",schemaPath:"#/properties/%40odata.type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if("#microsoft.graph.applePushNotificationCertificate" !== data0){
const err2 = {instancePath:instancePath+"/@odata.type",schemaPath:"#/properties/%40odata.type/const",keyword:"const",params:{allowedValue: "#microsoft.graph.applePushNotificationCertificate"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.id !== undefined){
if(typeof data.id !== "string"){
const err3 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.appleIdentifier !== undefined){
let data2 = data.appleIdentifier;
if((typeof data2 !== "string") && (data2 !== null)){
const err4 = {instancePath:instancePath+"/appleIdentifier",schemaPath:"#/properties/appleIdentifier/type",keyword:"type",params:{type: schema5.properties.appleIdentifier.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.topicIdentifier !== undefined){
let data3 = data.topicIdentifier;
if((typeof data3 !== "string") && (data3 !== null)){
const err5 = {instancePath:instancePath+"/topicIdentifier",schemaPath:"#/properties/topicIdentifier/type",keyword:"type",params:{type: schema5.properties.topicIdentifier.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.lastModifiedDateTime !== undefined){
let data4 = data.lastModifiedDateTime;
if(typeof data4 === "string"){
if(!(formats0.test(data4))){
const err6 = {instancePath:instancePath+"/lastModifiedDateTime",schemaPath:"#/properties/lastModifiedDateTime/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/lastModifiedDateTime",schemaPath:"#/properties/lastModifiedDateTime/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.expirationDateTime !== undefined){
let data5 = data.expirationDateTime;
if(typeof data5 === "string"){
if(!(formats0.test(data5))){
const err8 = {instancePath:instancePath+"/expirationDateTime",schemaPath:"#/properties/expirationDateTime/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/expirationDateTime",schemaPath:"#/properties/expirationDateTime/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.certificateUploadStatus !== undefined){
let data6 = data.certificateUploadStatus;
if((typeof data6 !== "string") && (data6 !== null)){
const err10 = {instancePath:instancePath+"/certificateUploadStatus",schemaPath:"#/properties/certificateUploadStatus/type",keyword:"type",params:{type: schema5.properties.certificateUploadStatus.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.certificateUploadFailureReason !== undefined){
let data7 = data.certificateUploadFailureReason;
if((typeof data7 !== "string") && (data7 !== null)){
const err11 = {instancePath:instancePath+"/certificateUploadFailureReason",schemaPath:"#/properties/certificateUploadFailureReason/type",keyword:"type",params:{type: schema5.properties.certificateUploadFailureReason.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.certificateSerialNumber !== undefined){
let data8 = data.certificateSerialNumber;
if((typeof data8 !== "string") && (data8 !== null)){
const err12 = {instancePath:instancePath+"/certificateSerialNumber",schemaPath:"#/properties/certificateSerialNumber/type",keyword:"type",params:{type: schema5.properties.certificateSerialNumber.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.certificate !== undefined){
let data9 = data.certificate;
if((typeof data9 !== "string") && (data9 !== null)){
const err13 = {instancePath:instancePath+"/certificate",schemaPath:"#/properties/certificate/type",keyword:"type",params:{type: schema5.properties.certificate.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate4.errors = vErrors;
return errors === 0;
}
validate4.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const v5 = validate5;
const schema6 = {"type":"object","properties":{"value":{"type":"string"}},"patternProperties":{"^@odata\\.[A-Za-z]":true,"^[^@]+@odata\\.[A-Za-z]":true},"additionalProperties":false,"required":["value"]};

function validate5(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate5.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.value === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "value"},message:"must have required property '"+"value"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "value") || (pattern0.test(key0))) || (pattern1.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.value !== undefined){
if(typeof data.value !== "string"){
const err2 = {instancePath:instancePath+"/value",schemaPath:"#/properties/value/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate5.errors = vErrors;
return errors === 0;
}
validate5.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const v6 = validate6;
const schema7 = {"type":"string"};

function validate6(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate6.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate6.errors = vErrors;
return errors === 0;
}
validate6.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const v7 = validate7;
const schema8 = {"type":"object","properties":{"@odata.type":{"type":"string","const":"#microsoft.graph.dataSharingConsent"},"id":{"type":"string"},"serviceDisplayName":{"type":["string","null"]},"termsUrl":{"type":["string","null"]},"granted":{"type":"boolean"},"grantDateTime":{"type":"string","format":"date-time"},"grantedByUpn":{"type":["string","null"]},"grantedByUserId":{"type":["string","null"]}},"patternProperties":{"^@odata\\.[A-Za-z]":true,"^[^@]+@odata\\.[A-Za-z]":true},"additionalProperties":false,"required":["id","granted","grantDateTime"]};

function validate7(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate7.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.granted === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "granted"},message:"must have required property '"+"granted"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.grantDateTime === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "grantDateTime"},message:"must have required property '"+"grantDateTime"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((((((((key0 === "@odata.type") || (key0 === "id")) || (key0 === "serviceDisplayName")) || (key0 === "termsUrl")) || (key0 === "granted")) || (key0 === "grantDateTime")) || (key0 === "grantedByUpn")) || (key0 === "grantedByUserId")) || (pattern0.test(key0))) || (pattern1.test(key0)))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data["@odata.type"] !== undefined){
let data0 = data["@odata.type"];
if(typeof data0 !== "string"){
const err4 = {instancePath:instancePath+"/@odata.type",schemaPath:"#/properties/%40odata.type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if("#microsoft.graph.dataSharingConsent" !== data0){
const err5 = {instancePath:instancePath+"/@odata.type",schemaPath:"#/properties/%40odata.type/const",keyword:"const",params:{allowedValue: "#microsoft.graph.dataSharingConsent"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.id !== undefined){
if(typeof data.id !== "string"){
const err6 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.serviceDisplayName !== undefined){
let data2 = data.serviceDisplayName;
if((typeof data2 !== "string") && (data2 !== null)){
const err7 = {instancePath:instancePath+"/serviceDisplayName",schemaPath:"#/properties/serviceDisplayName/type",keyword:"type",params:{type: schema8.properties.serviceDisplayName.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.termsUrl !== undefined){
let data3 = data.termsUrl;
if((typeof data3 !== "string") && (data3 !== null)){
const err8 = {instancePath:instancePath+"/termsUrl",schemaPath:"#/properties/termsUrl/type",keyword:"type",params:{type: schema8.properties.termsUrl.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.granted !== undefined){
if(typeof data.granted !== "boolean"){
const err9 = {instancePath:instancePath+"/granted",schemaPath:"#/properties/granted/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.grantDateTime !== undefined){
let data5 = data.grantDateTime;
if(typeof data5 === "string"){
if(!(formats0.test(data5))){
const err10 = {instancePath:instancePath+"/grantDateTime",schemaPath:"#/properties/grantDateTime/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/grantDateTime",schemaPath:"#/properties/grantDateTime/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.grantedByUpn !== undefined){
let data6 = data.grantedByUpn;
if((typeof data6 !== "string") && (data6 !== null)){
const err12 = {instancePath:instancePath+"/grantedByUpn",schemaPath:"#/properties/grantedByUpn/type",keyword:"type",params:{type: schema8.properties.grantedByUpn.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.grantedByUserId !== undefined){
let data7 = data.grantedByUserId;
if((typeof data7 !== "string") && (data7 !== null)){
const err13 = {instancePath:instancePath+"/grantedByUserId",schemaPath:"#/properties/grantedByUserId/type",keyword:"type",params:{type: schema8.properties.grantedByUserId.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate7.errors = vErrors;
return errors === 0;
}
validate7.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const v8 = validate8;
const schema9 = {"type":"string","const":"#microsoft.graph.dataSharingConsent"};

function validate8(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate8.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if("#microsoft.graph.dataSharingConsent" !== data){
const err1 = {instancePath,schemaPath:"#/const",keyword:"const",params:{allowedValue: "#microsoft.graph.dataSharingConsent"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate8.errors = vErrors;
return errors === 0;
}
validate8.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const v9 = validate9;
const schema10 = {"type":"string"};

function validate9(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate9.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate9.errors = vErrors;
return errors === 0;
}
validate9.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const v10 = validate10;
const schema11 = {"type":["string","null"]};

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate10.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema11.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
validate10.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const v11 = validate11;
const schema12 = {"type":["string","null"]};

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate11.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema12.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}
validate11.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const v12 = validate12;
const schema13 = {"type":"string","format":"date-time"};

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate12.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!(formats0.test(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}
validate12.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const v13 = validate13;
const schema14 = {"type":["string","null"]};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate13.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema14.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}
validate13.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const v14 = validate14;
const schema15 = {"type":["string","null"]};

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate14.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema15.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}
validate14.evaluated = {"dynamicProps":false,"dynamicItems":false};

/** By view and pointer of the schema. */
export const validators = {
  "response:/components/schemas/applePushNotificationCertificate": v0,
  "response:/components/headers/request-id/schema": v1,
  "response:/components/headers/client-request-id/schema": v2,
  "response:/components/schemas/odataError": v3,
  "patch:/components/schemas/applePushNotificationCertificate": v4,
  "response:/components/schemas/signingRequest": v5,
  "request:/components/parameters/DataSharingConsent/schema": v6,
  "response:/components/schemas/dataSharingConsent": v7,
  "response:/components/schemas/dataSharingConsent/properties/@odata.type": v8,
  "response:/components/schemas/dataSharingConsent/properties/id": v9,
  "response:/components/schemas/dataSharingConsent/properties/serviceDisplayName": v10,
  "response:/components/schemas/dataSharingConsent/properties/termsUrl": v11,
  "response:/components/schemas/dataSharingConsent/properties/grantDateTime": v12,
  "response:/components/schemas/dataSharingConsent/properties/grantedByUpn": v13,
  "response:/components/schemas/dataSharingConsent/properties/grantedByUserId": v14,
};
